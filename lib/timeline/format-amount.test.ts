import { expect, test } from "vitest";
import { formatCost, formatCount } from "./format-amount";

test.each([
  [null, "–", "–"],
  [0, "0", "$0.00"],
  [0.0042, "0", "$0.0042"],
  [11.084, "11.1", "$11.08"],
  [1_240_000, "1.2M", "$1240000.00"],
])("%s is %s, and %s", (value, count, cost) => {
  expect([formatCount(value), formatCost(value)]).toEqual([count, cost]);
});
