import { droppedEver, recordsLeft } from "./bound-spool";
import { listSegments, segmentStat } from "./segment-file";

/** What waits in a spool, whosever it is. */
export type SpoolState = {
  /** Records that are not delivered yet. */
  records: number;
  /** What the segments take on disk, delivered beginnings included. */
  bytes: number;
  /** When the segment that has waited longest was last written or taken over; null where nothing waits. */
  oldestMs: number | null;
  /** Records that were ever dropped for want of room. */
  dropped: number;
};

/** Looks through a spool, reading all of it: for a person who asks, not for the way of an event. */
export function spoolState(directory: string): SpoolState {
  const state: SpoolState = { records: 0, bytes: 0, oldestMs: null, dropped: droppedEver(directory) };
  for (const segment of listSegments(directory)) {
    const stat = segmentStat(directory, segment.name);
    const records = recordsLeft(directory, segment);
    state.records += records;
    state.bytes += stat?.size ?? 0;
    if (stat && records > 0) state.oldestMs = Math.min(state.oldestMs ?? stat.mtimeMs, stat.mtimeMs);
  }
  return state;
}
