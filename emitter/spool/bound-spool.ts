import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { deleteIfThere, listSegments, readPosition, type SegmentName, segmentStat, sharedName } from "./segment-file";

const droppedName = "dropped";

/**
 * Drops whole segments, oldest first and whosever they are, until those left hold at most `bytesMax`; the shared one
 * and the one named `kept` stay, as they are being written. How many records went is added to the folder's count, which
 * outlives every process.
 */
export function boundSpool(directory: string, bytesMax: number, kept: string = sharedName): void {
  const segments = listSegments(directory).map((segment) => ({
    ...segment,
    size: segmentStat(directory, segment.name)?.size ?? 0,
  }));
  let bytes = segments.reduce((sum, { size }) => sum + size, 0);
  for (const segment of segments) {
    if (bytes <= bytesMax) return;
    if (segment.name === sharedName || segment.name === kept) continue;
    const records = recordsLeft(directory, segment);
    bytes -= segment.size;
    // Who deletes it counts it, so that two processes that drop at once count it once.
    if (!deleteIfThere(directory, segment.name)) continue;
    deleteIfThere(directory, `${segment.order}.at`);
    if (records > 0) appendFileSync(join(directory, droppedName), `${records}\n`, { mode: 0o600 });
  }
}

/** How many records a segment holds behind its position, torn ones included; 0 where it is gone. */
export function recordsLeft(directory: string, { name, order }: SegmentName): number {
  try {
    const text = readFileSync(join(directory, name)).subarray(readPosition(directory, order)).toString("latin1");
    return text.split("\n").filter((line) => line !== "").length;
  } catch {
    return 0;
  }
}

/** How many records were ever dropped from the folder for want of room. */
export function droppedEver(directory: string): number {
  try {
    const counts = readFileSync(join(directory, droppedName), "latin1").split("\n");
    return counts.reduce((sum, count) => sum + (Number.parseInt(count, 10) || 0), 0);
  } catch {
    return 0;
  }
}
