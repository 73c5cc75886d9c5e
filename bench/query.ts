import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { startAppProcess } from "@/e2e/app-process";
import { ensureBuilt } from "@/scripts/build.mjs";
import { withFileLock } from "@/scripts/file-lock.mjs";
import { setupLock } from "@/scripts/install.mjs";
import type { Figure } from "./crash/figure";
import { Asker, quantile } from "./query/ask";
import { type PreparedLog, prepareLog } from "./query/prepared-log";
import { questions } from "./query/questions";
import { chance } from "./query/random";
import { sampleOf } from "./query/sample";
import { type Timed, tableOf } from "./query/table";

const sizesDefault = [100_000, 1_000_000, 10_000_000];
const asked = 200;
const warmUp = 10;
/** What a question may take at the 99th percentile, and how much more than on the first of the logs. */
const p99Ms = (name: string) => (name.startsWith("search") ? 150 : 50);
const growthMax = 3;

/**
 * Pages, read models and statistics over logs of growing length, over HTTP: `npm run bench -- query 100000 1000000`. A log is
 * made once and kept (see `SIGHTLINE_BENCH_DATA`); ten million events take about 30 GB. `bench -- plans` shows what the
 * database does for a question.
 */
export default async function query(args: readonly string[] = []): Promise<Figure[]> {
  await withFileLock(join(process.cwd(), setupLock), () => ensureBuilt(process.cwd()));
  const sizes = args.length > 0 ? args.map(Number) : sizesDefault;
  const figures: Figure[] = [];
  const timed: Timed[] = [];
  const missed: string[] = [];
  for (const events of sizes) {
    const note = (name: string, value: number, unit: string) => {
      const figure = { name: `${name}, ${events} events`, value: Number(value.toPrecision(3)), unit };
      figures.push(figure);
      console.log(`${figure.name}: ${figure.value} ${figure.unit}`);
    };
    await measure(await prepareLog(events), note, (each) => {
      timed.push(each);
      const growth = each.p99 / (timed.find(({ name }) => name === each.name) ?? each).p99;
      if (events !== sizes[0]) note(`${each.name}: p99 ÷ p99 of ${sizes[0]} events`, growth, "ratio");
      if (each.p99 <= p99Ms(each.name) && growth <= growthMax) return;
      missed.push(
        `${each.name}, ${events} events: ${each.p99.toFixed(1)} ms, ${growth.toFixed(1)} × ${sizes[0]} events'`,
      );
    });
  }
  console.log(["", tableOf(timed), "", `Targets missed: ${missed.length}`, ...missed, ""].join("\n"));
  return figures;
}

async function measure(
  log: PreparedLog,
  note: (name: string, value: number, unit: string) => void,
  noteTimed: (timed: Timed) => void,
) {
  note("loading", log.loadRate, "rows/s");
  const app = await startAppProcess({ SIGHTLINE_DATA_DIR: log.dataDir, SIGHTLINE_RATE_LIMIT: "100000000/s" });
  const client = new pg.Client({ connectionString: readFileSync(join(log.dataDir, "database-url"), "utf8").trim() });
  const asker = new Asker(app.url, log.key);
  try {
    await client.connect();
    for (const { name, group, address } of questions(log, await sampleOf(client, log))) {
      const by = chance(name.length + log.events);
      const times: number[] = [];
      for (let i = 0; i <= warmUp + asked; i += 1) {
        const asking = address(by);
        const { ms, status, body } = await asker.ask(asking);
        if (status !== 200 && status !== 404) throw new Error(`${asking}: ${status} ${body}`);
        if (i === 0) note(`${name}, the first time`, ms, "ms");
        if (i > warmUp) times.push(ms);
      }
      const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)];
      note(`${name}, p50`, p50, "ms");
      note(`${name}, p99`, p99, "ms");
      noteTimed({ group, name, events: log.events, p50, p99 });
    }
  } finally {
    asker.close();
    await client.end();
    // The log is kept: its database is to be stopped in good order.
    await app.stop();
    await app.remove();
  }
}
