// @ts-check
import { linkSync, mkdirSync, readdirSync, readFileSync, truncateSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isProcessAlive, processIdentity } from "./process-identity.mjs";

/**
 * A lock between processes: a folder of numbered tickets, each naming its owner's process. The highest ticket holds the
 * lock; it is free when that ticket is empty (released) or its owner is gone (killed), and whoever then creates the next
 * number holds it.
 *
 * Creating a ticket is one `link`, which succeeds for one process only and shows the ticket with its content at once. So
 * there is never a moment at which two waiters both remove a dead owner's lock. The highest ticket is never deleted:
 * someone who acts on an old listing and re-creates a number that has been cleared away sees a higher one, and withdraws.
 */

const pollMs = 50;

/** A name of one's own for a ticket that is being written; several callers in one process may want the lock. */
let drafts = 0;

/**
 * Runs `run` while no other caller, in this or another process, holds the lock at `path`.
 * @template T
 * @param {string} path a folder of the lock's own; made if missing
 * @param {() => T | Promise<T>} run
 * @param {{ onWait?: () => void; signal?: AbortSignal | undefined }} [options] `onWait` is called once, if the lock has to
 * be waited for; `signal` ends the wait with its AbortError
 * @returns {Promise<T>}
 */
export async function withFileLock(path, run, { onWait, signal } = {}) {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  let ticket = takeTicket(path);
  if (ticket === null) onWait?.();
  while (ticket === null) {
    await sleep(pollMs, undefined, signal ? { signal } : {});
    ticket = takeTicket(path);
  }
  try {
    return await run();
  } finally {
    truncateSync(ticket);
  }
}

/** @param {string} path */
function takeTicket(path) {
  const highest = highestTicket(path);
  if (highest > 0 && isHeld(join(path, String(highest)))) return null;
  const ticket = join(path, String(highest + 1));
  if (!createTicket(path, ticket)) return null;
  if (highestTicket(path) > highest + 1) {
    unlinkSync(ticket);
    return null;
  }
  for (const number of ticketNumbers(path)) if (number <= highest) removeIfThere(join(path, String(number)));
  return ticket;
}

/**
 * @param {string} path
 * @param {string} ticket
 */
function createTicket(path, ticket) {
  const draft = join(path, `draft-${process.pid}-${drafts++}`);
  writeFileSync(draft, processIdentity(process.pid) ?? "", { mode: 0o600 });
  try {
    linkSync(draft, ticket);
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

/** @param {string} ticket */
function isHeld(ticket) {
  try {
    const owner = readFileSync(ticket, "utf8");
    return owner !== "" && isProcessAlive(owner);
  } catch (error) {
    // Cleared away since it was listed, so there is a higher one: the next look will find it.
    if (isCode(error, "ENOENT")) return true;
    throw error;
  }
}

/** @param {string} path */
function ticketNumbers(path) {
  return readdirSync(path).flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
}

/** @param {string} path */
function highestTicket(path) {
  return Math.max(0, ...ticketNumbers(path));
}

/** @param {string} file */
function removeIfThere(file) {
  try {
    unlinkSync(file);
  } catch (error) {
    if (!isCode(error, "ENOENT")) throw error;
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function isCode(error, code) {
  return error instanceof Error && "code" in error && error.code === code;
}
