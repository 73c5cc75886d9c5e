import { expect, test } from "vitest";
import type { EventStats } from "../contract/stats";
import { breakDown, filterOfLine, unlisted } from "./stats-breakdown";

const stats = (counts: Partial<EventStats>): EventStats => ({
  total: 0,
  by_type: {},
  by_category: {},
  by_status: {},
  by_severity: {},
  by_source: {},
  by_agent: [],
  more: { types: 0, sources: 0, agents: 0 },
  bucket: "1m",
  series: [],
  head: 0,
  ...counts,
});

test("values of either period are there, the most frequent now first", () => {
  const now = stats({ by_source: { codex: 5, relay: 1, cron: 5 } });
  const before = stats({ by_source: { codex: 2, gone: 3, old: 9 } });
  expect(breakDown("source", now, before)).toEqual([
    { value: "codex", now: 5, before: 2 },
    { value: "cron", now: 5, before: 0 },
    { value: "relay", now: 1, before: 0 },
    { value: "old", now: 0, before: 9 },
    { value: "gone", now: 0, before: 3 },
  ]);
});

test("without a period before it is unknown, not nought", () => {
  const now = stats({ by_agent: [{ agent_id: "a", count: 2 }], by_type: { note: 1 }, by_status: { denied: 4 } });
  expect(breakDown("agent_id", now, null)).toEqual([{ value: "a", now: 2, before: null }]);
  expect(breakDown("kinds", now, null)).toEqual([{ value: "note", now: 1, before: null }]);
  expect(breakDown("status", now, null)).toEqual([{ value: "denied", now: 4, before: null }]);
});

test("a line is found by the filter that counted it, narrowed to its value", () => {
  const filter = { source: ["codex", "relay"], since: "24h" };
  expect(filterOfLine(filter, "source", "relay")).toEqual({ source: ["relay"], since: "24h" });
});

test("what the answer leaves out is told", () => {
  const more = stats({ more: { types: 1, sources: 2, agents: 3 } });
  expect([unlisted("kinds", more), unlisted("source", more), unlisted("agent_id", more)]).toEqual([1, 2, 3]);
  expect(unlisted("status", more)).toBe(0);
});
