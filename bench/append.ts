import pg from "pg";
import { pool } from "@/lib/server/db/pool";
import { appendEvents } from "@/lib/server/store/append-events";
import { type AppendBy, appendBy } from "./append/append-by";
import { createVariants } from "./append/variant-functions";
import type { Figure } from "./crash/figure";
import { appendRate } from "./ingest/append-rate";
import { startBenchApp } from "./ingest/bench-app";
import { benchDraft } from "./ingest/bench-draft";
import { copyRate } from "./ingest/copy-rows";

const seconds = 3;
const connections = 4;
const repeatedShares = [0, 0.01, 0.5, 1];

/** Ways to write the append, beside raw COPY into the same table; what each index costs; what repeated ids cost. */
export default async function append(): Promise<Figure[]> {
  const app = await startBenchApp(1);
  const figures: Figure[] = [];
  const note = (name: string, value: number, unit: string) => {
    figures.push({ name, value: Math.round(value * 100) / 100, unit });
  };
  const workspaceId = app.workspaces[0]?.id ?? 0;
  const clients: pg.Client[] = [];
  try {
    for (let i = 0; i < connections; i += 1) {
      const client = new pg.Client({ connectionString: app.databaseUrl });
      await client.connect();
      clients.push(client);
    }
    if (clients[0]) await createVariants(clients[0]);
    for (const batch of [10, 100, 1_000]) {
      await app.emptyLog();
      const copied = await copyRate(app.databaseUrl, { batch, connections, seconds });
      note(`raw COPY, batch ${batch}`, copied, "rows/s");
      await app.emptyLog();
      const ours = await appendRate([workspaceId], { batch, connections, seconds });
      note(`append_events, batch ${batch}`, ours / copied, "of COPY");
      for (const [name, by] of Object.entries(appendBy)) {
        await app.emptyLog();
        note(`${name}, batch ${batch}`, (await rateOf(by, clients, workspaceId, batch)) / copied, "of COPY");
      }
    }
    await costOfIndexes(app.emptyLog, workspaceId, note);
    const batch = 100;
    for (const share of repeatedShares) {
      await app.emptyLog();
      note(
        `batch ${batch}, ${share * 100} % repeated ids`,
        await rateWithRepeats(workspaceId, batch, share),
        "events/s",
      );
    }
  } finally {
    for (const client of clients) await client.end();
    await app.remove();
  }
  return figures;
}

async function rateOf(by: AppendBy, clients: readonly pg.Client[], workspaceId: number, batch: number) {
  let events = 0;
  const endsAt = performance.now() + seconds * 1_000;
  const run = async (client: pg.Client) => {
    while (performance.now() < endsAt) {
      await by(
        client,
        workspaceId,
        Array.from({ length: batch }, (_, i) => benchDraft(i)),
      );
      events += batch;
    }
  };
  await Promise.all(clients.map(run));
  return events / seconds;
}

/** Appends without one index after the other: the rate that it costs, and its bytes of WAL an event. */
async function costOfIndexes(
  emptyLog: () => Promise<void>,
  workspaceId: number,
  note: (name: string, value: number, unit: string) => void,
) {
  const { rows } = await pool("query").query<{ name: string; definition: string }>(
    "SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE tablename = 'events' AND indexname <> 'events_pkey'",
  );
  const measure = async () => {
    await emptyLog();
    const before = await walPosition();
    const rate = await appendRate([workspaceId], { batch: 500, connections: 1, seconds });
    return { rate, wal: ((await walPosition()) - before) / (rate * seconds) };
  };
  const all = await measure();
  note("all indexes, batch 500, 1 connection", all.rate, "events/s");
  note("all indexes, WAL", all.wal, "bytes an event");
  for (const { name, definition } of rows) {
    await pool("query").query(`DROP INDEX ${name}`);
    const without = await measure();
    await emptyLog();
    await pool("query").query(definition);
    note(`without ${name}`, without.rate, "events/s");
    note(`without ${name}, WAL`, without.wal, "bytes an event");
  }
}

async function walPosition(): Promise<number> {
  const { rows } = await pool("query").query<{ position: string }>(
    "SELECT pg_current_wal_lsn() - '0/0'::pg_lsn AS position",
  );
  return Number(rows[0]?.position);
}

async function rateWithRepeats(workspaceId: number, batch: number, share: number) {
  const stored = Array.from({ length: batch }, (_, i) => benchDraft(i));
  await appendEvents(workspaceId, stored);
  const fresh = Math.ceil(batch * (1 - share));
  let events = 0;
  const endsAt = performance.now() + seconds * 1_000;
  while (performance.now() < endsAt) {
    await appendEvents(
      workspaceId,
      stored.map((draft, i) => (i < fresh ? benchDraft(i) : draft)),
    );
    events += batch;
  }
  return events / seconds;
}
