import { expect, test } from "vitest";
import { arrangeSpans, laneRowsMax } from "./arrange-spans";
import type { LaneSpan } from "./lane";

const range = { start: 0, end: 10_000 };
const span = (start: number, end: number | null, more: Partial<LaneSpan> = {}): LaneSpan => ({
  id: `${start}`,
  start,
  end,
  state: "done",
  label: "",
  outcome: null,
  ...more,
});

test("spans that follow each other share a row, and one inside of another goes below it", () => {
  const rows = arrangeSpans([span(6_000, 9_000), span(0, 5_000), span(1_000, 2_000)], range).map(({ row }) => row);
  expect(rows).toEqual([0, 1, 0]);
});

test("a span without an end goes on to the edge, and what lies outside is left out", () => {
  const arranged = arrangeSpans([span(4_000, null), span(-500, -100), span(10_001, null)], range);
  expect(arranged).toMatchObject([{ left: 0.4, right: 1 }]);
});

test("narrow neighbours of one state are drawn as one, those of another state are not", () => {
  const burst = [0, 10, 20].map((start) => span(start, start + 5));
  const arranged = arrangeSpans([...burst, span(12, 14, { state: "failed" })], range);
  expect(arranged.map(({ span: { state }, count }) => [state, count])).toEqual([
    ["done", 3],
    ["failed", 1],
  ]);
});

test("a thousand narrow spans over the whole range are a hundred at most, and none is lost", () => {
  const arranged = arrangeSpans(
    Array.from({ length: 1_000 }, (_, n) => span(n * 10, n * 10 + 5)),
    range,
  );
  expect(arranged.length).toBeLessThan(100);
  expect(arranged.reduce((sum, { count }) => sum + count, 0)).toBe(1_000);
});

test("a lane has only so many rows, however much happens at once", () => {
  const rows = arrangeSpans(
    Array.from({ length: 9 }, (_, n) => span(n, 9_000 - n)),
    range,
  ).map(({ row }) => row);
  expect(Math.max(...rows)).toBe(laneRowsMax - 1);
});
