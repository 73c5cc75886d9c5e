import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { nobody } from "./segment-file";

/** How long a segment must have been left alone before it is taken from an owner that can't be looked at from here. */
const foreignQuietMs = 10 * 60_000;

/** Where a process's start can't be read, its number may have been given to another one since: it is believed this long. */
const unsureQuietMs = 60 * 60_000;

let own: string | undefined;

/** What tells this process from every other, also from a later one of the same number: host, pid, start. */
export function ownOwner(): string {
  own ??= `${hostName()}-${process.pid}-${startOf(process.pid) ?? "unsure"}`;
  return own;
}

/**
 * Whether a segment of `owner`, last written `quietMs` ago, may be taken over. Taking one from an owner that is alive
 * after all, in another container say, loses nothing: the owner sees it at its next write, and events stored twice are one.
 */
export function mayTakeFrom(owner: string, quietMs: number): boolean {
  if (owner === nobody) return true;
  const [host, pidText = "", start] = owner.split("-");
  if (host !== hostName()) return quietMs > foreignQuietMs;
  const pid = Number(pidText);
  if (!isRunning(pid)) return true;
  if (start === "unsure") return quietMs > unsureQuietMs;
  return startOf(pid) !== start;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** In ticks since the boot, on Linux; null elsewhere, and for a process that is gone or waits to be reaped. */
function startOf(pid: number): string | null {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The second field is the program's name in brackets, and may itself hold spaces and brackets.
  const [state, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return state === "Z" || state === "X" ? null : (rest[18] ?? null);
}

let host: string | undefined;

/** Of this boot: pids and starts of an earlier one mean nothing. */
function hostName(): string {
  const boot = readBoot();
  host ??= createHash("sha256").update(`${hostname()}\n${boot}`).digest("hex").slice(0, 8);
  return host;
}

function readBoot(): string {
  return host === undefined ? (readText("/proc/sys/kernel/random/boot_id") ?? "") : "";
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
