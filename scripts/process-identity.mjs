// @ts-check
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * What tells a process from every other one, also from a later one that was given the same pid: `pid@start`.
 * Null when there is no such process. A zombie counts as gone: it holds nothing, and may never be reaped.
 * @param {number} pid
 * @returns {string | null}
 */
export function processIdentity(pid) {
  const start = process.platform === "linux" ? startOnLinux(pid) : startElsewhere(pid);
  return start && `${pid}@${start}`;
}

/**
 * @param {string} identity
 * @returns {boolean}
 */
export function isProcessAlive(identity) {
  return processIdentity(Number.parseInt(identity, 10)) === identity;
}

/** @param {number} pid */
function startOnLinux(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in brackets, and may itself hold spaces and brackets.
    const [state, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return null;
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}.${rest[18]}`;
  } catch {
    return null;
  }
}

/** @param {number} pid */
function startElsewhere(pid) {
  const { status, stdout } = spawnSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" });
  const [state, ...start] = status === 0 ? stdout.trim().split(/\s+/) : [];
  return !state || state.startsWith("Z") ? null : start.join("-");
}
