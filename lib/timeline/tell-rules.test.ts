import { expect, test } from "vitest";
import { parseFilter } from "./filter";
import { tellFilter, tellSeconds } from "./tell-rules";

const told = (query: string) => {
  const parsed = parseFilter(new URLSearchParams(query));
  return parsed.ok ? tellFilter(parsed.filter) : "";
};

test.each([
  ["", "events"],
  ["source=ci", "events from source ci"],
  ["kinds=task.*,!task.progress&source=ci", "events of task.*, !task.progress and from source ci"],
  ["min_severity=error&q=out of memory", "events with severity error or worse and that say out of memory"],
])("%s is told as %s", (query, words) => {
  expect(told(query)).toBe(words);
});

test("a filter of many values is cut", () => {
  expect(told(`agent_id=${"a".repeat(200)}`)).toHaveLength(160);
});

test.each([
  [0, "0 s"],
  [45, "45 s"],
  [300, "5 min"],
  [7_200, "2 h"],
  [90, "1m 30s"],
])("%i seconds are %s", (seconds, words) => {
  expect(tellSeconds(seconds)).toBe(words);
});
