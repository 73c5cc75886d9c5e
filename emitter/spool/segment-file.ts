import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A spool is a folder of segments, text files of one record a line:
 *
 *     <order>.<owner>.jsonl   appended to by its owner alone, if at all; taken over by renaming it
 *     shared.jsonl            appended to by any short-lived process; taken over likewise
 *     <order>.at              how many bytes of the segment have been delivered
 *     dropped                 how many records were dropped for want of room, a number a line
 *
 * `order` begins with the time, so names sort by age. Taking over is one `rename`, which succeeds for one process only.
 * A writer looks after each write whether its file still has its name; if not, it writes the record again elsewhere. So
 * what was written before the renaming is seen by who reads after it, and what came later is not lost: at worst it is
 * there twice, which the record's id makes harmless.
 */
export const sharedName = "shared.jsonl";

/** The owner of a segment that its process has let go of. */
export const nobody = "free";

/** One file of records, by its name. */
export type SegmentName = { name: string; order: string; owner: string };

let lastMs = 0;

/**
 * A new segment's place: behind all others of this process, even where the clock went backwards, and behind those that
 * other processes of this machine began in the same millisecond.
 */
export function nextOrder(): string {
  lastMs = Math.max(lastMs, Date.now());
  // The random end tells apart threads that ask at the same nanosecond.
  const random = Math.floor(Math.random() * 0x10000);
  const uptime = String(process.hrtime.bigint()).padStart(20, "0");
  return `${String(lastMs).padStart(15, "0")}-${uptime}-${random.toString(16).padStart(4, "0")}`;
}

export function segmentName(order: string, owner: string): string {
  return `${order}.${owner}.jsonl`;
}

/** The segments of a folder, oldest first; none where there is no folder. The shared one counts as the newest. */
export function listSegments(directory: string): SegmentName[] {
  return listNames(directory)
    .flatMap((name) => {
      if (name === sharedName) return [{ name, order: "shared", owner: "shared" }];
      const [, order, owner] = /^(\d{15}-\d{20}-[0-9a-f]{4})\.([\w-]+)\.jsonl$/.exec(name) ?? [];
      return order === undefined || owner === undefined ? [] : [{ name, order, owner }];
    })
    .sort((a, b) => (a.order < b.order ? -1 : 1));
}

function listNames(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** False where there is nothing by that name any more: another process was quicker. */
export function renameIfThere(directory: string, from: string, to: string): boolean {
  return ifThere(() => renameSync(join(directory, from), join(directory, to)));
}

/** False where there is nothing by that name any more. */
export function deleteIfThere(directory: string, name: string): boolean {
  return ifThere(() => unlinkSync(join(directory, name)));
}

/** Size and last write of a segment; null where it is gone. */
export function segmentStat(directory: string, name: string): { size: number; mtimeMs: number } | null {
  return statSync(join(directory, name), { throwIfNoEntry: false }) ?? null;
}

/** How far a segment had been delivered, 0 where that was never written down whole. */
export function readPosition(directory: string, order: string): number {
  try {
    const text = readFileSync(join(directory, `${order}.at`), "latin1");
    return text.endsWith("\n") ? Number.parseInt(text, 10) || 0 : 0;
  } catch {
    return 0;
  }
}

/** Remembers it for whoever takes over. A position that can't be written costs repeats, never an event. */
export function writePosition(directory: string, order: string, position: number): void {
  try {
    writeFileSync(join(directory, `${order}.at`), `${position}\n`, { mode: 0o600 });
  } catch {
    // The disk is full, or the folder gone.
  }
}

/** Deletes positions of segments that are gone. One deleted too many costs repeats, never an event. */
export function sweepPositions(directory: string): void {
  const orders = new Set(listSegments(directory).map(({ order }) => order));
  for (const name of listNames(directory)) {
    if (name.endsWith(".at") && !orders.has(name.slice(0, -".at".length))) deleteIfThere(directory, name);
  }
}

export function makeDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
}

export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}

function ifThere(act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
