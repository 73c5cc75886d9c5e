import { expect, test } from "vitest";
import { formatDuration } from "./format-duration";

test.each([
  [-5, "0 ms"],
  [0, "0 ms"],
  [Number.NaN, "0 ms"],
  [0.2, "1 ms"],
  [999.6, "1 s"],
  [1_000, "1 s"],
  [1_849, "1.8 s"],
  [59_999, "59.9 s"],
  [60_000, "1m 00s"],
  [252_000, "4m 12s"],
  [7_500_000, "2h 05m"],
  [93_600_000, "1d 2h"],
])("%d ms reads %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
