import { expect, test } from "vitest";
import type { EventStats } from "../contract/stats";
import { type Change, changeOf, periodOf, totalsBefore } from "./period-before";

const nowMs = Date.parse("2026-11-17T14:06:30Z");
const at = (instant: string) => Date.parse(instant);

test("an age begins on the whole minute and is compared with as long a time before", () => {
  expect(periodOf({ source: ["s"], since: "1h" }, nowMs)).toEqual({
    filter: { source: ["s"], since: "2026-11-17T13:06:00.000000Z" },
    before: { source: ["s"], since: "2026-11-17T12:05:30.000000Z", until: "2026-11-17T13:06:00.000000Z" },
    fromMs: at("2026-11-17T13:06:00Z"),
    toMs: nowMs,
  });
});

test("two instants are compared with as long a time before them", () => {
  const filter = { since: "2026-11-10T00:00:10.000000Z", until: "2026-11-11T00:00:10.000000Z" };
  const { before, toMs } = periodOf(filter, nowMs);
  expect(before).toEqual({ since: "2026-11-09T00:00:10.000000Z", until: "2026-11-10T00:00:10.000000Z" });
  expect(toMs).toBe(at("2026-11-11T00:00:10Z"));
});

test("what has no beginning, or has yet to begin, is compared with nothing", () => {
  expect(periodOf({}, nowMs)).toEqual({ filter: {}, before: null, fromMs: null, toMs: nowMs });
  expect(periodOf({ since: "2026-12-01T00:00:00.000000Z" }, nowMs).before).toBeNull();
});

test("buckets stand beside those of as long ago, empty ones as noughts", () => {
  const stats = (starts: [string, number][]) =>
    ({
      bucket: "5m",
      series: starts.map(([start, total]) => ({ start, total, by_severity: {} })),
    }) as unknown as EventStats;
  const now = stats([
    ["2026-11-17T13:00:00Z", 1],
    ["2026-11-17T13:05:00Z", 1],
    ["2026-11-17T13:10:00Z", 1],
  ]);
  const before = stats([
    ["2026-11-17T12:00:00Z", 7],
    ["2026-11-17T12:10:00Z", 9],
  ]);
  expect(totalsBefore(now, before, 3_600_000)).toEqual([7, 0, 9]);
  expect(totalsBefore(now, before, 3_600_000 - 60_000)).toEqual([7, 0, 9]);
});

test.each<[number, number | null, Change]>([
  [12, 10, { kind: "more", percent: 20 }],
  [10_001, 10_000, { kind: "more", percent: 1 }],
  [5, 10, { kind: "less", percent: 50 }],
  [3, 3, { kind: "same" }],
  [0, 0, { kind: "same" }],
  [3, 0, { kind: "new" }],
  [0, 3, { kind: "gone" }],
  [3, null, { kind: "unknown" }],
])("%d after %s", (now, before, change) => {
  expect(changeOf(now, before)).toEqual(change);
});
