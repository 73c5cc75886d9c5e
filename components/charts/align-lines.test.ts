import { describe, expect, test } from "vitest";
import { alignLines, type LineSeries, valueAt } from "./align-lines";

const line = (points: LineSeries["points"], isStraight = false): LineSeries => ({
  key: "left",
  name: "left",
  color: "--color-accent",
  isStraight,
  points,
});

test("lines with moments of their own share one axis", () => {
  const left = line([
    [0, 100],
    [20, null],
  ]);
  expect(alignLines([left, line([[10, 7]])])).toEqual([
    [0, 10, 20],
    [100, undefined, null],
    [undefined, 7, undefined],
  ]);
});

describe("the value at a moment", () => {
  const balance = line([
    [10, 100],
    [20, 40],
    [30, null],
    [40, 60],
  ]);

  test("is the newest reading's", () => {
    expect(valueAt(balance, 10)).toBe(100);
    expect(valueAt(balance, 19)).toBe(100);
    expect(valueAt(balance, 20)).toBe(40);
    expect(valueAt(balance, 40)).toBe(60);
  });

  test("is unknown before the first, in a hole and after the end", () => {
    expect(valueAt(balance, 9)).toBeNull();
    expect(valueAt(balance, 35)).toBeNull();
    expect(valueAt(balance, 41)).toBeNull();
    expect(valueAt(line([]), 10)).toBeNull();
  });

  test("lies on the slope of a forecast", () => {
    const points: LineSeries["points"] = [
      [0, 100],
      [10, 0],
    ];
    expect(valueAt(line(points, true), 5)).toBe(50);
  });
});
