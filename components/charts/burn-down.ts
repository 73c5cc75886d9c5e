import type { BudgetSeries } from "@/lib/contract/budget";
import type { BudgetForecast } from "@/lib/timeline/budget-forecast";
import type { LineSeries } from "./align-lines";
import type { TimeRange } from "./time-range";

/** How much of the past's length the future gets in the picture. */
const aheadShare = 1 / 3;

/** What a burn-down covers: the past that was asked for, and a part of the future. */
export function burnDownRange(nowMs: number, pastMs: number): TimeRange {
  return { fromMs: nowMs - pastMs, toMs: nowMs + pastMs * aheadShare };
}

/** What was left over time, until now; and dashed, what comes of it at the present pace. */
export function burnDownLines(
  budget: BudgetSeries,
  forecast: BudgetForecast,
  { fromMs, toMs }: TimeRange,
  nowMs: number,
) {
  const told = budget.series.map(({ at, remaining }) => [Date.parse(at), remaining] as const);
  // Without an update in the range what was told last holds all through it.
  const points = told.length > 0 ? told : [[fromMs, budget.remaining] as const];
  const left: LineSeries = {
    key: "left",
    name: "left",
    color: "--color-cat-budgets",
    points: [...points, [nowMs, budget.remaining]],
  };
  if (budget.remaining === null || (forecast.kind !== "runs-out" && forecast.kind !== "lasts")) return [left];
  const endMs = Math.min(toMs, forecast.kind === "runs-out" ? forecast.atMs : forecast.untilMs);
  const atEnd = Math.max(0, budget.remaining - (forecast.perHour * (endMs - nowMs)) / 3_600_000);
  const ahead: LineSeries = {
    key: "ahead",
    name: "at this pace",
    color: "--color-cat-budgets",
    isDashed: true,
    isStraight: true,
    points: [
      [nowMs, budget.remaining],
      [endMs, atEnd],
    ],
  };
  return [left, ahead];
}
