import { pool } from "@/lib/server/db/pool";
import { findBehind } from "@/lib/server/projections/behind";
import { projections } from "@/lib/server/projections/registry";
import type { TestWorkspace } from "@/lib/server/testing/test-workspace";
import type { Figure } from "./crash/figure";
import { startBenchApp } from "./ingest/bench-app";
import { postRate } from "./ingest/post-rate";
import { lagDuring } from "./projections/lag";
import { leaveUnfolded } from "./projections/leave-unfolded";
import { quantile } from "./query/ask";

const seconds = 4;
const rounds = 3;
const many = 64;
const agents = 20;

/** Loads by the size of a request; a request of one event has one agent. */
const loads = [
  { name: "single events from 256 clients", batch: 1, clients: 256 },
  { name: "batches of 100 from 16 clients", batch: 100, clients: 16 },
];

/**
 * What read models cost ingest, and how far behind they are: the same load by turns on workspaces that nobody folds and on
 * others that are kept up, then half of what those took, with a look at the lag ten times a second.
 */
export default async function projectionsBench(): Promise<Figure[]> {
  const app = await startBenchApp(2 * many);
  const figures: Figure[] = [];
  const note = (name: string, value: number, unit: string) => {
    figures.push({ name, value: Number(value.toPrecision(3)), unit });
  };
  const [unfolded, folded] = [app.workspaces.slice(0, many), app.workspaces.slice(many)];
  try {
    await leaveUnfolded(unfolded.map(({ id }) => id));
    const post = (workspaces: readonly TestWorkspace[], load: (typeof loads)[number], requestRate?: number) =>
      postRate({
        url: app.url,
        keys: workspaces.map(({ key }) => key),
        batch: load.batch,
        clients: load.clients,
        agents: Math.min(agents, load.batch),
        seconds,
        ...(requestRate === undefined ? {} : { requestRate }),
      });
    for (const load of loads) await post(unfolded, load);
    for (const load of loads) {
      for (const count of [1, many]) {
        const cell = `${load.name}, ${count === 1 ? "one workspace" : `${count} workspaces`}`;
        const [without, beside]: [number[], number[]] = [[], []];
        for (let round = 0; round < rounds; round += 1) {
          without.push((await post(unfolded.slice(0, count), load)).events);
          beside.push((await post(folded.slice(0, count), load)).events);
          await caughtUp();
        }
        note(`${cell}: without read models`, mean(without), "events/s");
        note(`${cell}: beside them`, mean(beside), "events/s");
        note(`${cell}: beside ÷ without`, mean(beside) / mean(without), "ratio");
        const lags = await lagDuring(() =>
          post(folded.slice(0, count), load, Math.round(mean(beside) / 2 / load.batch)),
        );
        note(`${cell}: lag at half of that rate, p50`, quantile(lags, 0.5), "s");
        note(`${cell}: lag at half of that rate, most`, Math.max(...lags), "s");
        await caughtUp();
      }
    }
  } finally {
    await app.remove();
  }
  return figures;
}

/** What the one measurement has left to fold must not weigh on the next. */
async function caughtUp(): Promise<void> {
  while ((await findBehind(projections)).length > 0) await new Promise((resolve) => setTimeout(resolve, 100));
  await pool("query").query("CHECKPOINT");
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
