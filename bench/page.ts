import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { ana, settingsFor } from "@/e2e/account";
import { startAppProcess } from "@/e2e/app-process";
import { ensureBuilt } from "@/scripts/build.mjs";
import { withFileLock } from "@/scripts/file-lock.mjs";
import { setupLock } from "@/scripts/install.mjs";
import type { Figure } from "./crash/figure";
import { startBenchBrowser } from "./page/bench-browser";
import { measureLive } from "./page/live";
import { measureFilterChange, measureOpening, measureScripts } from "./page/opening";
import { measureReplay } from "./page/replay";
import { measureScrolling } from "./page/scrolling";
import { quantile } from "./query/ask";
import { type PreparedLog, prepareLog } from "./query/prepared-log";

const runs = 5;

/**
 * The page of events in a real browser against the built app: how soon it is there on a large log, how a filter, scrolling
 * and a busy stream feel. `npm run bench -- page 1000000 100000 60 1000 20000`: events in the log, events scrolled through, seconds
 * of the stream and its events a second, events of a session played back. The log is made once and kept (see `SIGHTLINE_BENCH_DATA`).
 */
export default async function page(args: readonly string[] = []): Promise<Figure[]> {
  const [events = 1_000_000, scrolled = 100_000, seconds = 60, rate = 1_000, played = 20_000] = args.map(Number);
  await withFileLock(join(process.cwd(), setupLock), () => ensureBuilt(process.cwd()));
  const figures: Figure[] = [];
  const note = (name: string, value: number, unit: string) => {
    const figure = { name, value: Number(value.toPrecision(4)), unit };
    figures.push(figure);
    console.log(`${figure.name}: ${figure.value} ${figure.unit}`);
  };

  const log = await prepareLog(events);
  const app = await startAppProcess({ SIGHTLINE_DATA_DIR: log.dataDir, SIGHTLINE_RATE_LIMIT: "100000000/s" });
  try {
    const workspace = await slugOf(log);
    // A second start gives the log's workspace an owner who can log in.
    const account = { ...ana, workspace };
    await app.stop();
    const { SIGHTLINE_INIT_API_KEY: _, ...owner } = settingsFor(account);
    await app.restart({ SIGHTLINE_DATA_DIR: log.dataDir, SIGHTLINE_RATE_LIMIT: "100000000/s", ...owner });
    const browser = await startBenchBrowser(app.url, account);
    const address = `${app.url}/w/${workspace}/events`;
    try {
      await measureOpening(browser, address);
      const openings = await repeat(() => measureOpening(browser, address));
      const median = (value: (one: (typeof openings)[number]) => number) => quantile(openings.map(value), 0.5);
      note(
        `largest contentful paint, ${events} events`,
        median(({ largestPaintMs }) => largestPaintMs),
        "ms",
      );
      note(
        `a row answers the keyboard, ${events} events`,
        median(({ interactiveMs }) => interactiveMs),
        "ms",
      );
      note("scripts of the page, compressed", (await measureScripts(browser, address, { rests: false })) / 1_000, "KB");
      note(
        "the same with what comes while idle",
        (await measureScripts(browser, address, { rests: true })) / 1_000,
        "KB",
      );
      const changes = async (rests: boolean) =>
        quantile(await repeat(() => measureFilterChange(browser, address, { rests })), 0.5);
      note("filter change to its first rows", await changes(true), "ms");
      note("the same while the page is still fetching", await changes(false), "ms");
      const scrolling = await measureScrolling(browser, address, scrolled);
      note("loaded events scrolled through", scrolling.loaded, "rows");
      note("scrolling", scrolling.framesPerSecond, "frames/s");
      note("longest frame while scrolling", scrolling.longestFrameMs, "ms");
      const caller = { url: app.url, apiKey: log.key };
      const replay = await measureReplay(browser, { caller, workspace, events: played });
      note(`replay of ${played} events at 100x`, replay.framesPerSecond, "frames/s");
      note("an empty page beside it", replay.emptyFramesPerSecond, "frames/s");
      note("longest frame while replaying", replay.longestFrameMs, "ms");
      note("rows and states anew while replaying", replay.rowsPerSecond, "times/s");
      const live = await measureLive(browser, address, { caller, rate, seconds });
      note(`live, ${seconds} s`, live.sentPerSecond, "events/s");
      note("tasks over 100 ms while live", live.longTasks, "tasks");
      note("longest task while live", live.longestTaskMs, "ms");
      for (const [at, mb] of live.heapMb.entries()) note(`heap, ${["start", "middle", "end"][at]}`, mb, "MB");
    } finally {
      await browser.close();
    }
  } finally {
    // The log is kept: its database is to be stopped in good order.
    await app.stop();
    await app.remove();
  }
  return figures;
}

async function slugOf({ dataDir, workspaceId }: PreparedLog): Promise<string> {
  const client = new pg.Client({ connectionString: readFileSync(join(dataDir, "database-url"), "utf8").trim() });
  await client.connect();
  try {
    const { rows } = await client.query<{ slug: string }>("SELECT slug FROM workspaces WHERE id = $1", [workspaceId]);
    const [row] = rows;
    if (!row) throw new Error("the log has no workspace");
    return row.slug;
  } finally {
    await client.end();
  }
}

async function repeat<T>(measure: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  while (results.length < runs) results.push(await measure());
  return results;
}
