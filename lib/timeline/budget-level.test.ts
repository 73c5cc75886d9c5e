import { expect, test } from "vitest";
import type { Budget } from "../contract/budget";
import { budgetLevel, closestFirst, shareLeft } from "./budget-level";

test.each<[number | null, number | null, number | null, string]>([
  [74, 100, 0.74, "fine"],
  [25, 100, 0.25, "fine"],
  [24.9, 100, 0.249, "low"],
  [10, 100, 0.1, "low"],
  [9, 100, 0.09, "out"],
  [-5, 100, 0, "out"],
  [120, 100, 1, "fine"],
  [5, null, null, "unknown"],
  [null, 100, null, "unknown"],
  [5, 0, null, "unknown"],
])("%d of %d left: a share of %d, %s", (remaining, limit, share, level) => {
  expect(shareLeft({ remaining, limit })).toBe(share);
  expect(budgetLevel({ remaining, limit })).toBe(level);
});

test("who is close to the end comes first, whose end is unknown last", () => {
  const budget = (agent_id: string, remaining: number | null): Budget => ({
    agent_id,
    remaining,
    limit: 100,
    spent: null,
    unit: null,
    updates: 1,
    last_seen: "2026-11-17T14:00:00.000000Z",
    cursor: 1,
  });
  const budgets = [budget("z", null), budget("half", 50), budget("y", null), budget("out", 2), budget("also", 50)];
  expect(closestFirst(budgets).map(({ agent_id }) => agent_id)).toEqual(["out", "also", "half", "y", "z"]);
});
