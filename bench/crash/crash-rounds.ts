import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type AppProcess, startAppProcess } from "@/e2e/app-process";
import { locateCluster } from "@/lib/server/db/cluster";
import { requireAccount } from "@/lib/server/db/embedded-account";
import { findPostmaster } from "@/lib/server/db/postmaster";
import { ensureBuilt } from "@/scripts/build.mjs";
import { withFileLock } from "@/scripts/file-lock.mjs";
import { FriendlyError } from "@/scripts/friendly-error.mjs";
import { setupLock } from "@/scripts/install.mjs";
import { brokenPromises } from "./broken-promises";
import type { Figure } from "./figure";
import { followStream } from "./follow-stream";
import { startLoad } from "./load";
import { figuresOf } from "./outcome";
import { readLog } from "./read-log";

/** Who is killed, and how many instances share the data directory meanwhile. */
export type Round = { killed: "app" | "database"; instances: 1 | 2 };

/** How much is acknowledged before each kill: more than can be on its way at a time. */
const eventsBeforeKill = 1_000;
/** One fault can break a promise for each event; the first few tell which it is. */
const brokenShownMax = 20;
/** A round takes some three seconds; after this one is stuck. */
const roundPatienceMs = 60_000;
/** The stream is some milliseconds behind the log, or a reconnect; one that has skipped something never catches up. */
const streamPatienceMs = 15_000;
const lookEveryMs = 5;

/**
 * Kills the app or PostgreSQL, round by round, while clients post and a reader follows the stream. An app is started
 * again where it was; PostgreSQL must come back by itself. Throws if any promise of the log was broken: a gap, a double, a
 * loss, an untrue answer, or a stream that gave its reader anything but the log.
 */
export async function crashRounds(rounds: readonly Round[]): Promise<Figure[]> {
  await withFileLock(join(process.cwd(), setupLock), () => ensureBuilt(process.cwd()));
  const key = `bench-${randomBytes(16).toString("hex")}`;
  const signal = AbortSignal.timeout(roundPatienceMs * (rounds.length + 1));
  const apps = [await startAppProcess({ SIGHTLINE_INIT_WORKSPACE: "bench", SIGHTLINE_INIT_API_KEY: key })];
  const [first] = apps as [AppProcess];
  try {
    const urls = () => apps.map((app) => app.url);
    const stream = followStream({ urls, key, signal });
    // The first kill is to break its connection, so it has one before the first event.
    await stream.connected;
    const startedAt = performance.now();
    const load = startLoad({ urls, key, signal });
    const outagesMs: number[] = [];
    for (const { killed, instances } of rounds) {
      await setInstances(apps, instances);
      await comeTo(() => load.acknowledged(), load.acknowledged() + eventsBeforeKill, signal);
      const killedAt = performance.now();
      if (killed === "app") await killApp(first);
      else await killDatabase(first, signal);
      await comeTo(() => load.acknowledged(), load.acknowledged() + 1, signal);
      outagesMs.push(performance.now() - killedAt);
    }
    await load.stop();
    const seconds = (performance.now() - startedAt) / 1_000;
    const log = await readLog(first.url, key);
    const late = AbortSignal.any([signal, AbortSignal.timeout(streamPatienceMs)]);
    await comeTo(() => stream.followed.received.length, log.length, late).catch(() => {});
    await stream.stop();
    const appWasKilled = rounds.some(({ killed }) => killed === "app");
    const { sent } = load;
    const broken = brokenPromises({ sent, log, followed: stream.followed, appWasKilled });
    if (broken.length > 0) {
      throw new FriendlyError(`${broken.length} promises were broken:\n${broken.slice(0, brokenShownMax).join("\n")}`);
    }
    return figuresOf({ rounds, sent, log, outagesMs, seconds, reconnects: stream.followed.reconnects });
  } finally {
    for (const app of apps.toReversed()) await app.remove();
  }
}

/** The second instance shares the first one's data directory, and so its database and the watch over it. */
async function setInstances(apps: AppProcess[], wanted: 1 | 2): Promise<void> {
  const [first] = apps;
  if (wanted === 2 && apps.length === 1 && first) {
    apps.push(await startAppProcess({ SIGHTLINE_DATA_DIR: first.dataDir }));
  }
  if (wanted === 1) await apps.splice(1)[0]?.remove();
}

async function killApp(app: AppProcess): Promise<void> {
  await app.kill9();
  await app.restart();
}

/** Returns when another server runs in its place, which nobody here has started. */
async function killDatabase(app: AppProcess, signal: AbortSignal): Promise<void> {
  const cluster = locateCluster(app.dataDir, requireAccount());
  const killed = findPostmaster(cluster);
  if (!killed) throw new FriendlyError("The database that was to be killed does not run.");
  process.kill(killed.pid, "SIGKILL");
  const isBack = () => Number((findPostmaster(cluster)?.pid ?? killed.pid) !== killed.pid);
  await comeTo(isBack, 1, signal);
}

async function comeTo(count: () => number, wanted: number, signal: AbortSignal): Promise<void> {
  const late = AbortSignal.any([signal, AbortSignal.timeout(roundPatienceMs)]);
  while (count() < wanted) {
    if (late.aborted) throw new FriendlyError(`Stuck at ${count()} of ${wanted}.`);
    await sleep(lookEveryMs);
  }
}
