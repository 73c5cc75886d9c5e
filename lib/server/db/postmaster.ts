import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isProcessAlive, processIdentity } from "@/scripts/process-identity.mjs";
import { DatabaseError } from "./database-error";
import { type Account, spawnAs } from "./embedded-account";

/** A running server, as its `postmaster.pid` tells. */
export interface Postmaster {
  pid: number;
  identity: string;
  port: number;
  state: string;
}

export interface StartOptions {
  postgres: string;
  cluster: string;
  logFile: string;
  account: Account | null;
  settings: Readonly<Record<string, string | number>>;
  onRecovery: () => void;
  /** Ends a start that is under way, and the server with it. */
  signal: AbortSignal | undefined;
}

const pollMs = 20;
/** Backends of a killed server, and a zombie that nobody has reaped yet, hold a cluster for a second or two. */
const lingerMs = 10_000;
/** Recovering the largest write-ahead log that the settings allow takes a slow disk a minute or two. */
const startMaxMs = 300_000;
/** When a start is worth a word to whoever waits: an ordinary one takes a tenth of this. */
const slowStartMs = 1_500;
const logBytesMax = 16 * 1024 * 1024;

/** The server of this cluster, or null if none runs; whatever else may have its pid by now is not taken for it. */
export function findPostmaster(cluster: string): Postmaster | null {
  const [pidLine, , , portLine, , , , state = ""] = readPidFile(cluster);
  const pid = Number(pidLine);
  const identity = pid > 0 ? processIdentity(pid) : null;
  if (!identity || !commandOf(pid).includes(cluster)) return null;
  return { pid, identity, port: Number(portLine), state: state.trim() };
}

/** Starts the server, detached so that it outlives a killed owner and no terminal's Ctrl-C reaches it; returns when it takes connections. */
export async function startPostmaster(options: StartOptions): Promise<Postmaster> {
  const { cluster, logFile } = options;
  const deadline = Date.now() + lingerMs;
  for (;;) {
    // PostgreSQL believes a stale file whose pid now belongs to a zombie or to another program. Removing it is safe:
    // the shared-memory check still refuses a cluster that has live backends.
    rmSync(join(cluster, "postmaster.pid"), { force: true });
    keepLogSmall(logFile);
    const logStart = sizeOf(logFile);
    const started = await tryStart(options);
    options.signal?.throwIfAborted();
    if (started) return started;
    const said = readFileSync(logFile, "utf8").slice(logStart);
    if (!/lock file|pre-existing shared memory/.test(said) || Date.now() > deadline) {
      throw new DatabaseError(`The database did not start; its log ${logFile} ends: ${lastLines(said)}`);
    }
    await sleep(250);
  }
}

/** Asks the server to stop (fast mode: open transactions are rolled back). False if it needs longer than `withinMs`. */
export async function stopPostmaster({ pid, identity }: Postmaster, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  if (isProcessAlive(identity)) process.kill(pid, "SIGINT");
  return await isGoneBy(identity, deadline);
}

/** The running server once it takes connections, or null once it is gone; one in between is waited for. */
export async function settlePostmaster(cluster: string, signal: AbortSignal | undefined): Promise<Postmaster | null> {
  const deadline = Date.now() + startMaxMs;
  for (;;) {
    signal?.throwIfAborted();
    const found = findPostmaster(cluster);
    if (!found || found.state === "ready" || Date.now() > deadline) return found;
    await sleep(pollMs);
  }
}

async function tryStart({
  postgres,
  cluster,
  logFile,
  account,
  settings,
  onRecovery,
  signal,
}: StartOptions): Promise<Postmaster | null> {
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openSync(logFile, "a", 0o600);
  const child = spawn(postgres, ["-D", cluster, ...flags], {
    ...spawnAs(account),
    cwd: "/",
    detached: true,
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  child.unref();
  let ended = false;
  child.once("error", () => (ended = true));
  child.once("exit", () => (ended = true));
  const began = Date.now();
  let told = false;
  while (!ended && Date.now() - began < startMaxMs) {
    await sleep(pollMs);
    if (signal?.aborted) child.kill("SIGINT");
    const found = findPostmaster(cluster);
    if (found && found.pid === child.pid && found.state === "ready") return found;
    if (!told && Date.now() - began > slowStartMs) {
      told = true;
      onRecovery();
    }
  }
  return null;
}

async function isGoneBy(identity: string, deadline: number): Promise<boolean> {
  while (isProcessAlive(identity)) {
    if (Date.now() >= deadline) return false;
    await sleep(pollMs);
  }
  return true;
}

function readPidFile(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

function commandOf(pid: number): string {
  if (process.platform !== "linux")
    return spawnSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" }).stdout;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

function keepLogSmall(logFile: string): void {
  if (sizeOf(logFile) > logBytesMax) renameSync(logFile, `${logFile}.old`);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-3).join(" | ") || "(nothing was written)";
}
