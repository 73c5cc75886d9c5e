import type { Reach } from "@/lib/contract/reach";
import { formatFilter, type TimelineFilter } from "@/lib/timeline/filter";
import { compileFilter, type Filterable } from "@/lib/timeline/match-filter";
import { narrowFilter } from "@/lib/timeline/narrow-filter";
import { formatBatchFrame } from "./frame";

/** Which events a reader gets, and in what frames. Readers with the same `key` get the same bytes. */
export type Selection = {
  key: string;
  filter: TimelineFilter;
  /** Null where every event matches. */
  matches: ((event: Filterable) => boolean) | null;
  /** With it, matching events come as one `batch` frame a window. */
  windowMs: number | null;
};

/** A run of frames, encoded once for all readers that stand at the same place. */
export type Chunk = {
  /** Whole frames; null where nothing matched. */
  bytes: Buffer | null;
  events: number;
  /** The position reached: everything up to here has been looked at. */
  cursor: number;
  /** The oldest cursor that the log kept when it was read for this; a ring holds what it holds. */
  floor?: number;
};

/** What a filter says, within reach: readers who see different projects share nothing. */
export function selectionOf(asked: TimelineFilter, windowMs: number | null, reach: Pick<Reach, "projects">): Selection {
  const filter = narrowFilter(asked, reach);
  const query = String(formatFilter(filter));
  return {
    key: `${windowMs === null ? "event" : "batch"}?${query}`,
    filter,
    matches: query === "" ? null : compileFilter(filter),
    windowMs,
  };
}

/** Frames of `count` events; with a window `text` is their lines of JSON with commas between, else it is the frames. */
export function chunkOf(
  { windowMs }: Selection,
  { count, text }: { count: number; text: string },
  cursor: number,
): Chunk {
  if (count === 0) return { bytes: null, events: 0, cursor };
  const frames = windowMs === null ? text : formatBatchFrame(text, cursor);
  return { bytes: Buffer.from(frames), events: count, cursor };
}
