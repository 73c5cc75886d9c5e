import type { Figure } from "./crash/figure";
import { appendRate } from "./ingest/append-rate";
import { startBenchApp } from "./ingest/bench-app";
import { copyRate } from "./ingest/copy-rows";
import { readCommits } from "./ingest/group-size";
import { postRate } from "./ingest/post-rate";

const seconds = 2;
const connections = 4;
const batches = [1, 10, 100, 1_000];
const clientCounts = [1, 16, 64, 256];
const workspaceCount = 64;

/** HTTP ingest and the SQL path beside raw COPY, in one run on one database: only the ratios say something. */
export default async function ingest(): Promise<Figure[]> {
  const app = await startBenchApp(workspaceCount);
  const figures: Figure[] = [];
  const note = (name: string, value: number, unit: string) => {
    figures.push({ name, value: Math.round(value * 100) / 100, unit });
  };
  const ids = app.workspaces.map(({ id }) => id);
  const [hot = 0] = ids;
  const places = [
    { name: "one workspace", keys: app.workspaces.slice(0, 1).map(({ key }) => key) },
    { name: `${workspaceCount} workspaces`, keys: app.workspaces.map(({ key }) => key) },
  ];
  try {
    await postRate({ url: app.url, keys: places[1]?.keys ?? [], batch: 100, clients: 16, seconds });
    for (const batch of batches) {
      await app.emptyLog();
      const copied = await copyRate(app.databaseUrl, { batch, connections, seconds });
      note(`raw COPY, batch ${batch}`, copied, "rows/s");
      for (const [where, workspaceIds] of [
        ["one workspace", [hot]],
        [`${connections} workspaces`, ids.slice(0, connections)],
      ] as const) {
        await app.emptyLog();
        const appended = await appendRate(workspaceIds, { batch, connections, seconds });
        note(`SQL path, batch ${batch}, ${where}`, appended, "events/s");
        note(`SQL path ÷ COPY, batch ${batch}, ${where}`, appended / copied, "ratio");
      }
      for (const clients of clientCounts) {
        const rates: number[] = [];
        for (const { name, keys } of places) {
          await app.emptyLog();
          const before = await readCommits(app.url);
          const { events, turnedAway } = await postRate({ url: app.url, keys, batch, clients, seconds });
          const after = await readCommits(app.url);
          const cell = `batch ${batch}, ${clients} clients, ${name}`;
          const groupSize = (after.events - before.events) / (after.commits - before.commits);
          rates.push(events);
          note(`HTTP, ${cell}`, events, "events/s");
          note(`HTTP ÷ COPY, ${cell}`, events / copied, "ratio");
          note(`events a commit, ${cell}`, groupSize, "events");
          if (turnedAway > 0) note(`turned away, ${cell}`, turnedAway, "share of requests");
          if (batch === 1 && clients === 256 && keys.length === 1) {
            await app.emptyLog();
            const grouped = await appendRate([hot], { batch: Math.round(groupSize), connections: 1, seconds });
            note("SQL path in groups as large as these", grouped, "events/s");
            note("1-event HTTP ÷ SQL path, 256 clients", events / grouped, "ratio");
          }
        }
        const [one = 0, many = 1] = rates;
        note(`one workspace ÷ ${workspaceCount}, batch ${batch}, ${clients} clients`, one / many, "ratio");
      }
    }
  } finally {
    await app.remove();
  }
  return figures;
}
