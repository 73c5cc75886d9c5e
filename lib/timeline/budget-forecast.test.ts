import { expect, test } from "vitest";
import type { BudgetPoint } from "../contract/budget";
import { type BudgetForecast, forecastBudget } from "./budget-forecast";

const nowMs = Date.parse("2026-11-17T14:00:00Z");
const minuteMs = 60_000;

/** Points by minutes before now and what remained. */
const course = (...told: [minutesAgo: number, remaining: number | null][]): BudgetPoint[] =>
  told.map(([minutesAgo, remaining]) => ({
    at: new Date(nowMs - minutesAgo * minuteMs).toISOString(),
    remaining,
    limit: 100,
    spent: null,
    min_remaining: remaining,
    max_remaining: remaining,
    updates: 1,
  }));

const budgetOf = (series: BudgetPoint[]) => ({ remaining: series.at(-1)?.remaining ?? null, series });

test.each<[string, BudgetPoint[], BudgetForecast]>([
  ["of no updates can't be told", [], { kind: "unknown" }],
  ["of two updates can't be told", course([20, 90], [10, 80]), { kind: "unknown" }],
  ["seen for half a minute can't be told", course([0.5, 90], [0.3, 80], [0.1, 70]), { kind: "unknown" }],
  ["whose newest update says no rest can't be told", course([30, 90], [20, 80], [10, null]), { kind: "unknown" }],
  ["with nothing left is spent", course([10, 0]), { kind: "spent" }],
  ["overdrawn is spent", course([10, -4]), { kind: "spent" }],
  ["untouched for six hours is still", course([900, 90], [800, 80], [700, 70]), { kind: "still" }],
  ["that only tells its rest is still", course([30, 70], [20, 70], [10, 70]), { kind: "still" }],
  [
    "runs out at its pace",
    course([60, 90], [30, 60], [0, 30]),
    { kind: "runs-out", atMs: nowMs + 30 * minuteMs, perHour: 60 },
  ],
  [
    "slows down while nothing is heard",
    course([120, 90], [90, 60], [60, 30]),
    { kind: "runs-out", atMs: nowMs + 60 * minuteMs, perHour: 30 },
  ],
  [
    "goes by what was taken, also where it was topped up",
    course([60, 20], [40, 0], [30, 100], [0, 60]),
    { kind: "runs-out", atMs: nowMs + 60 * minuteMs, perHour: 60 },
  ],
  [
    "forgets what is older than the window",
    course([1_000, 100], [60, 30], [30, 20], [0, 10]),
    { kind: "runs-out", atMs: nowMs + 30 * minuteMs, perHour: 20 },
  ],
  [
    "is not drawn on farther than its pace is to be trusted",
    course([60, 92], [30, 91], [0, 90]),
    { kind: "lasts", untilMs: nowMs + 20 * 60 * minuteMs, perHour: 2 },
  ],
])("a budget %s", (_, points, forecast) => {
  expect(forecastBudget(budgetOf(points), nowMs)).toEqual(forecast);
});

test("points that stand for several updates count as these", () => {
  const drawn = course([60, 80], [0, 40]).map((point) => ({ ...point, updates: 50 }));
  expect(forecastBudget(budgetOf(drawn), nowMs)).toMatchObject({ kind: "runs-out", perHour: 40 });
});

test("a budget whose last update lies before its course is still", () => {
  expect(forecastBudget({ remaining: 40, series: [] }, nowMs)).toEqual({ kind: "still" });
});
