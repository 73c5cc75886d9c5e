import { expect, test } from "vitest";
import { minuteFrom, minuteOf, planSeries } from "./stats-series";

const now = "2026-11-21T10:30:15.500000Z";
const nowMs = Date.parse(now);
const at = (minute: number) => new Date(minute * 60_000).toISOString().slice(0, 16);
const plan = (since?: string, until?: string, asked: Parameters<typeof planSeries>[0]["asked"] = "auto") => {
  const firstMinute = minuteOf("2026-11-20T23:59:59.000000Z");
  const planned = planSeries({ since, until, firstMinute, nowMs, asked });
  return planned && { ...planned, from: at(planned.from), to: at(planned.to), later: at(planned.later) };
};

test.each([
  ["the last hour by the minute", "2026-11-21T09:30:15.500000Z", "1m", "2026-11-21T09:30", "2026-11-21T10:31"],
  ["12 hours by five minutes", "2026-11-20T22:32:00.000000Z", "5m", "2026-11-20T22:30", "2026-11-21T10:35"],
  ["a day by the hour", "2026-11-20T10:30:15.500000Z", "1h", "2026-11-20T10:00", "2026-11-21T11:00"],
  ["30 days by the day", "2026-10-22T10:30:15.500000Z", "1d", "2026-10-22T00:00", "2026-11-22T00:00"],
])("%s", (_name, since, bucket, from, to) => {
  expect(plan(since)).toEqual({ bucket, from, to, later: "2026-11-23T00:00", isSparse: false });
});

test("without since it begins with the oldest event, without until it ends with the present", () => {
  expect(plan()).toMatchObject({ bucket: "5m", from: "2026-11-20T23:55", to: "2026-11-21T10:35" });
});

test("with until there is nothing later, and a cut bucket is there", () => {
  const planned = plan("2026-11-21T09:30:00.000000Z", "2026-11-21T09:32:00.000001Z");
  expect(planned).toMatchObject({ from: "2026-11-21T09:30", to: "2026-11-21T09:33", later: "2026-11-21T09:33" });
});

test("a bucket asked for is refused beyond 2,000 points, while our own choice leaves out the empty ones", () => {
  expect(plan("2026-11-20T01:11:15.500000Z", undefined, "1m")).not.toBeNull();
  expect(plan("2026-11-20T01:10:15.500000Z", undefined, "1m")).toBeNull();
  expect(plan("2000-01-01T00:00:00.000000Z", undefined, "1d")).toBeNull();
  expect(plan("2000-01-01T00:00:00.000000Z")).toMatchObject({ bucket: "1d", isSparse: true });
});

test("a range that ends before it begins has no points", () => {
  const planned = plan("2026-11-21T09:30:00.000000Z", "2026-11-21T09:00:00.000000Z");
  expect(planned).toMatchObject({ from: "2026-11-21T09:30", to: "2026-11-21T09:30" });
});

test("minutes", () => {
  expect(at(minuteFrom("2026-11-21T09:30:00.000000Z"))).toBe("2026-11-21T09:30");
  expect(at(minuteFrom("2026-11-21T09:30:00.000001Z"))).toBe("2026-11-21T09:31");
  expect(at(minuteOf("2026-11-21T09:30:59.999999Z"))).toBe("2026-11-21T09:30");
});
