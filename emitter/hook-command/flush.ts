import { setTimeout as sleep } from "node:timers/promises";
import { backoffMs } from "../backoff";
import { createHold } from "../hold";
import { createPoster } from "../post";
import { type SendOutcome, sendBatch } from "../send-batch";
import { openSpool } from "../spool/open-spool";
import { spoolDirectory } from "../spool/spool-directory";
import { parseTarget, type TargetOptions } from "../target";
import { type FlusherState, hasStarted, readFlusherState, runningFlusher, writeFlusherState } from "./flusher-state";
import { redactedEventOfRecord } from "./hook-record";
import { logTrouble } from "./trouble-log";

const batch = { linesMax: 100, bytesMax: 1024 * 1024 };
const requestTimeoutMs = 10_000;

/** How often a flusher looks for new records; nobody waits for it. */
const lookMs = 200;
/** It stays for the next call of a hook, which then only appends. */
const idleMsMax = 60_000;
/** Without the server it goes after so long; the next hook starts another, which finds what waits. */
const stuckMsMax = 60 * 60_000;
/** A key that is refused may be given its scope or a new life; nothing is lost meanwhile. */
const keyRefusedMs = 60_000;

/** A stopped one ends at the latest with its request. */
const endMsMax = requestTimeoutMs + 5_000;

/**
 * Sends what waits in a target's spool, in order. With `stays` it goes on for new records until a minute brings none;
 * without, it ends
 * one that does, perhaps in a long pause, and returns when all is sent, or when that fails. Resolves with whether nothing
 * is left, rejects where the spool can't be read; either way nothing of it keeps the process alive.
 */
export async function flush(target: TargetOptions, { stays }: { stays: boolean }): Promise<boolean> {
  const directory = spoolDirectory(target, "hooks");
  const other = runningFlusher(directory);
  if (stays && other !== null) {
    hasStarted(directory);
    return true;
  }
  if (other !== null) await endFlusher(other, directory);
  const before = readFlusherState(directory);
  const state: FlusherState = { lastSuccess: null, lastError: null, stored: 0, refused: 0, ...before, pid: null };
  const tell = (pid: number | null) => {
    try {
      writeFlusherState(directory, { ...state, pid });
    } catch {
      // A full disk: sending is what makes room on it.
    }
  };
  const fail = (message: string) => {
    if (state.lastError?.message !== message) logTrouble("send", message);
    state.lastError = { at: new Date().toISOString(), message };
  };
  const spool = openSpool({
    directory,
    decode: redactedEventOfRecord,
    onLost: ({ records, reason }) => logTrouble("lost", `${records} records of the spool: ${reason}.`),
  });
  const poster = createPoster({
    ...parseTarget(target, "/api/v1/events/ingest"),
    timeoutMs: requestTimeoutMs,
    hold: createHold(),
  });
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => stop.abort());
  const pause = (ms: number) => sleep(ms, undefined, { signal: stop.signal }).catch(() => undefined);

  let linesMax = batch.linesMax;
  let failures = 0;
  let quietSinceMs = performance.now();

  /** True where some of the batch is settled for good. */
  function settle(outcome: SendOutcome, events: number): boolean {
    switch (outcome.kind) {
      case "stored":
        state.stored += events - outcome.refused;
        state.refused += outcome.refused;
        state.lastSuccess = new Date().toISOString();
        if (outcome.refused > 0) fail(outcome.message);
        spool.done(events);
        linesMax = batch.linesMax;
        return true;
      case "tooLarge":
        if (events > 1) {
          linesMax = Math.ceil(events / 2);
          return true;
        }
        break;
      case "refused":
        fail(outcome.message);
        if (outcome.status === 401 || outcome.status === 403 || outcome.status === 404) return false;
        break;
      case "unreachable":
        fail(outcome.message);
        return false;
    }
    state.refused += events;
    spool.done(events);
    return true;
  }

  if (stays) {
    tell(process.pid);
    hasStarted(directory);
  }
  const heartbeat = setInterval(() => {
    // Another one may have thought this one dead: a machine that slept.
    if (stays && readFlusherState(directory)?.pid !== process.pid) stop.abort();
    else if (stays) tell(process.pid);
  }, 1_000);

  let isEmpty = false;
  try {
    while (!stop.signal.aborted) {
      spool.takeOver();
      const taken = spool.take({ ...batch, linesMax });
      isEmpty = taken === null;
      if (taken === null) {
        if (!stays) break;
        if (performance.now() - quietSinceMs < idleMsMax) {
          await pause(lookMs);
          continue;
        }
        // A hook that finds this flusher gone starts another; one that still found it has appended before this last look.
        tell(null);
        spool.takeOver();
        if (spool.take({ ...batch, linesMax: 1 }) === null) break;
        tell(process.pid);
        quietSinceMs = performance.now();
        continue;
      }
      const outcome = await sendBatch(poster, taken.items);
      if (settle(outcome, taken.items.length)) {
        failures = 0;
        quietSinceMs = performance.now();
        continue;
      }
      if (!stays || performance.now() - quietSinceMs > stuckMsMax) break;
      const retryMs = outcome.kind === "unreachable" ? (outcome.retryAfterMs ?? backoffMs(failures)) : keyRefusedMs;
      failures += 1;
      await pause(retryMs);
    }
  } finally {
    // One that lived on by its heartbeat would keep others from sending.
    clearInterval(heartbeat);
    poster.close();
    // Whoever waits for this one's end takes over what it holds, so that is let go of first.
    try {
      spool.release();
    } finally {
      if (!stays || readFlusherState(directory)?.pid === process.pid) tell(null);
    }
  }
  return isEmpty;
}

async function endFlusher(pid: number, directory: string): Promise<void> {
  process.kill(pid, "SIGTERM");
  const startedMs = performance.now();
  while (runningFlusher(directory) === pid && performance.now() - startedMs < endMsMax) await sleep(lookMs / 4);
}
