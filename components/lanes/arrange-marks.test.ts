import { expect, test } from "vitest";
import { arrangeMarks } from "./arrange-marks";
import type { LaneMark } from "./lane";

const range = { start: 0, end: 15_000 };
const mark = (at: number, outcome: LaneMark["outcome"] = "failure"): LaneMark => ({
  id: `${at}`,
  at,
  outcome,
  label: "",
});
const told = (marks: readonly LaneMark[]) => arrangeMarks(marks, range).map(({ mark: { at }, count }) => [at, count]);

test("marks of one outcome that would lie on one another are drawn as the first of them, and none is lost", () => {
  expect(told([mark(300), mark(0), mark(99), mark(50, "denied"), mark(100)])).toEqual([
    [0, 2],
    [50, 1],
    [100, 1],
    [300, 1],
  ]);
  const many = arrangeMarks(
    Array.from({ length: 5_000 }, (_, n) => mark(n * 3)),
    range,
  );
  expect(many.length).toBeLessThanOrEqual(151);
  expect(many.reduce((sum, { count }) => sum + count, 0)).toBe(5_000);
});

test("what lies outside of the range is left out", () => {
  expect(told([mark(-1), mark(15_001), mark(15_000)])).toEqual([[15_000, 1]]);
});
