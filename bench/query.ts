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
  const figures: Figure[] = [];
  const p99s = new Map<string, number>();
  const missed: string[] = [];
  const sizes = args.length > 0 ? args.map(Number) : sizesDefault;
  for (const events of sizes) {
    const note = (name: string, value: number, unit: string) => {
      const figure = { name: `${name}, ${events} events`, value: Number(value.toPrecision(3)), unit };
      figures.push(figure);
      console.log(`${figure.name}: ${figure.value} ${figure.unit}`);
    };
    await measure(await prepareLog(events), note, (name, p99) => {
      const least = p99s.get(name) ?? p99;
      p99s.set(name, least);
      if (events !== sizes[0]) note(`${name}: p99 ÷ p99 of ${sizes[0]} events`, p99 / least, "ratio");
      if (p99 > p99Ms(name) || p99 > growthMax * least) {
        missed.push(
          `${name}, ${events} events: ${p99.toFixed(1)} ms, ${(p99 / least).toFixed(1)} of ${sizes[0]} events'`,
        );
      }
    });
  }
  console.log(["", `Targets missed: ${missed.length}`, ...missed, ""].join("\n"));
  return figures;
}

async function measure(
  log: PreparedLog,
  note: (name: string, value: number, unit: string) => void,
  notePeak: (name: string, p99: number) => void,
) {
  note("loading", log.loadRate, "rows/s");
  const app = await startAppProcess({ SIGHTLINE_DATA_DIR: log.dataDir, SIGHTLINE_RATE_LIMIT: "100000000/s" });
  const client = new pg.Client({ connectionString: readFileSync(join(log.dataDir, "database-url"), "utf8").trim() });
  const asker = new Asker(app.url, log.key);
  try {
    await client.connect();
    for (const question of questions(log, await sampleOf(client, log))) {
      const by = chance(question.name.length + log.events);
      const first = await asker.ask(question.address(by));
      if (first.status !== 200) {
        console.log(`${question.name}: ${first.status} ${first.body.slice(0, 200)}`);
        continue;
      }
      const times: number[] = [];
      for (let i = 0; i < warmUp + asked; i += 1) {
        const address = question.address(by);
        const { ms, status, body } = await asker.ask(address);
        if (status !== 200 && status !== 404) throw new Error(`${address}: ${status} ${body}`);
        if (i >= warmUp) times.push(ms);
      }
      note(`${question.name}, the first time`, first.ms, "ms");
      note(`${question.name}, p50`, quantile(times, 0.5), "ms");
      note(`${question.name}, p99`, quantile(times, 0.99), "ms");
      notePeak(question.name, quantile(times, 0.99));
    }
  } finally {
    asker.close();
    await client.end();
    await app.remove();
  }
}
