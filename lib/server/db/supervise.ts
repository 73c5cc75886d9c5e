import { setTimeout as sleep } from "node:timers/promises";
import { log } from "../log";

interface Supervision {
  isRunning: () => boolean;
  /** Starts the server, or joins one that somebody else has started meanwhile. */
  start: () => Promise<void>;
  /** Aborted when this process is to stop: the server is then nobody's to start. */
  signal: AbortSignal;
}

/** A look is a few reads of small files; with it a server that was killed is back about two seconds later. */
const lookEveryMs = 500;
/** A start that failed is tried again after a pause that grows. */
const backoffFirstMs = 1_000;
const backoffMaxMs = 30_000;
/** A server that dies this soon after its start may go on dying: it is started again, but not without a breath. */
const diesSoonMs = 10_000;
const breathMs = 1_000;

/** Starts a server again whenever it has gone, at once if it ran well until then; resolves when `signal` aborts. */
export async function superviseServer({ isRunning, start, signal }: Supervision): Promise<void> {
  let failures = 0;
  let startedMs = -diesSoonMs;
  while (await pause(lookEveryMs, signal)) {
    if (isRunning()) continue;
    const soon = performance.now() - startedMs < diesSoonMs;
    if (!(await pause(failures > 0 ? backoffMs(failures) : soon ? breathMs : 0, signal))) return;
    log.warn({ failures }, "the database's server has gone: starting it again");
    try {
      await start();
      failures = 0;
      startedMs = performance.now();
      log.warn("the database's server runs again");
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      log.error({ message: String(error) }, "the database's server could not be started");
    }
  }
}

function backoffMs(failures: number): number {
  return Math.min(backoffMaxMs, backoffFirstMs * 2 ** (failures - 1));
}

/** False if `signal` aborted meanwhile. Keeps no process alive that has nothing else to do. */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return await sleep(ms, true, { signal, ref: false }).catch(() => false);
}
