import { closeSync, mkdirSync, openSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { deleteIfThere, writePrivate } from "./state-files";

/** What the flusher of a spool tells whoever looks: who it is, and how its sending goes. Outlives it. */
export type FlusherState = {
  /** Null where it has ended. */
  pid: number | null;
  stored: number;
  refused: number;
  lastSuccess: string | null;
  lastError: { at: string; message: string } | null;
};

/** It writes its state once a second; one that has not for so long is gone, whatever process has its number now. */
const heartbeatMsMax = 15_000;

/** A flusher that was started but has not said so yet: for so long nobody starts another. */
const startingMsMax = 10_000;

const statePath = (directory: string) => join(directory, "flusher.json");
const startingPath = (directory: string) => join(directory, "flusher.starting");

/** Null where there was none yet. */
export function readFlusherState(directory: string): FlusherState | null {
  try {
    return JSON.parse(readFileSync(statePath(directory), "utf8")) as FlusherState;
  } catch {
    return null;
  }
}

/** Written whole or not at all, and with it the heartbeat. */
export function writeFlusherState(directory: string, state: FlusherState): void {
  writePrivate(statePath(directory), `${JSON.stringify(state)}\n`);
}

/** The flusher that is at work on a spool; null where there is none. */
export function runningFlusher(directory: string): number | null {
  const pid = readFlusherState(directory)?.pid ?? null;
  if (pid === null || ageMs(statePath(directory)) > heartbeatMsMax) return null;
  try {
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM" ? pid : null;
  }
}

/** True for the one of many callers that is to start a flusher. */
export function mayStart(directory: string): boolean {
  const path = startingPath(directory);
  if (ageMs(path) > startingMsMax) deleteIfThere(path);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    closeSync(openSync(path, "wx", 0o600));
    return true;
  } catch {
    return false;
  }
}

/** Said by a flusher that has written its state. */
export function hasStarted(directory: string): void {
  deleteIfThere(startingPath(directory));
}

/** A file of the future is as old as can be: the clock went back. */
function ageMs(path: string): number {
  const mtimeMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (mtimeMs === undefined) return Number.POSITIVE_INFINITY;
  const age = Date.now() - mtimeMs;
  return age < -heartbeatMsMax ? Number.POSITIVE_INFINITY : age;
}
