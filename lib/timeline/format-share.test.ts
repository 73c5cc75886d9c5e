import { expect, test } from "vitest";
import { formatShare } from "./format-share";

test.each([
  [0, 10, "0%"],
  [1, 10_000, "<0.1%"],
  [4, 1_000, "0.4%"],
  [9.96, 100, "10%"],
  [123, 1_000, "12%"],
  [10, 10, "100%"],
  [0, 0, "–"],
])("%s of %s is %s", (part, whole, expected) => {
  expect(formatShare(part, whole)).toBe(expected);
});
