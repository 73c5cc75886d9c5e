import type { EventStats } from "../contract/stats";
import { formatTimestamp } from "../contract/timestamp";
import { fixTimes, type TimelineFilter } from "./filter";
import { bucketMinutes } from "./stats-series";

const minuteMs = 60_000;

/** A filter's range of time with its ages as instants, and the range of the same length right before it. */
export type Period = {
  filter: TimelineFilter;
  /** Null where the range has no beginning: nothing lies before all time. */
  before: TimelineFilter | null;
  fromMs: number | null;
  toMs: number;
};

/**
 * What a filter means at `nowMs`, and what it is compared with. An age begins on the whole minute, which statistics count
 * from without reading a single event.
 */
export function periodOf(filter: TimelineFilter, nowMs: number): Period {
  const fixed = fixTimes(filter, nowMs);
  const toMs = Math.min(nowMs, fixed.until === undefined ? nowMs : Date.parse(fixed.until));
  if (fixed.since === undefined) return { filter: fixed, before: null, fromMs: null, toMs };
  const sinceMs = Date.parse(fixed.since);
  const fromMs = fixed.since === filter.since ? sinceMs : Math.floor(sinceMs / minuteMs) * minuteMs;
  const current = { ...fixed, since: formatTimestamp(fromMs) };
  if (fromMs >= toMs) return { filter: current, before: null, fromMs, toMs };
  const before = { ...current, since: formatTimestamp(Math.max(0, 2 * fromMs - toMs)), until: current.since };
  return { filter: current, before, fromMs, toMs };
}

/** What a filter says of everything but the time. */
export function withoutTimes({ since: _since, until: _until, ...rest }: TimelineFilter): TimelineFilter {
  return rest;
}

/** The totals of the period before, bucket by bucket of this one. */
export function totalsBefore(now: EventStats, before: EventStats, lengthMs: number): number[] {
  const bucketMs = bucketMinutes[now.bucket] * minuteMs;
  const totals = new Map(before.series.map(({ start, total }) => [Date.parse(start), total]));
  return now.series.map(({ start }) => {
    const atMs = Date.parse(start) - lengthMs;
    return totals.get(Math.floor(atMs / bucketMs) * bucketMs) ?? 0;
  });
}

/** How a count compares with the one before: unknown where there is none to compare with. */
export type Change =
  | { kind: "unknown" }
  | { kind: "same" }
  | { kind: "new" }
  | { kind: "gone" }
  | { kind: "more" | "less"; percent: number };

/** Whole percents; a change too small for one is one, since it is a change. */
export function changeOf(now: number, before: number | null): Change {
  if (before === null) return { kind: "unknown" };
  if (now === before) return { kind: "same" };
  if (before === 0) return { kind: "new" };
  if (now === 0) return { kind: "gone" };
  const percent = Math.max(1, Math.round((Math.abs(now - before) / before) * 100));
  return { kind: now > before ? "more" : "less", percent };
}
