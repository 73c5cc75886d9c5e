import type { BudgetSeries } from "../contract/budget";

/** How far back spending tells the pace: long enough to span a pause, short enough to forget yesterday. */
export const paceWindowMs = 6 * 3_600_000;
const updatesMin = 3;
const evidenceMsMin = 60_000;
/** A pace seen for an hour says nothing about next month: how many times the time that it was seen for it may be drawn on. */
const reachMax = 20;

/**
 * What a budget comes to at its present pace. `runs-out`: at `atMs`. `lasts`: beyond `untilMs`, farther than the pace is to be
 * trusted. `still`: nothing was taken in the window. `unknown`: too few updates, or the newest says no rest.
 */
export type BudgetForecast =
  | { kind: "spent" }
  | { kind: "runs-out"; atMs: number; perHour: number }
  | { kind: "lasts"; untilMs: number; perHour: number }
  | { kind: "still" }
  | { kind: "unknown" };

/**
 * Draws the spending of the last six hours on in a straight line. Points of the course before these are left aside. Silence
 * since the newest update counts as time without spending, top-ups don't count as time running back.
 */
export function forecastBudget(
  { remaining, series }: Pick<BudgetSeries, "remaining" | "series">,
  nowMs: number,
): BudgetForecast {
  if (remaining === null) return { kind: "unknown" };
  if (remaining <= 0) return { kind: "spent" };
  const recent = series.flatMap(({ at, remaining: left, updates }) => {
    const atMs = Date.parse(at);
    return left === null || atMs < nowMs - paceWindowMs ? [] : [{ atMs, left, updates }];
  });
  const [first] = recent;
  if (first === undefined) return { kind: "still" };
  const seenMs = nowMs - first.atMs;
  const updates = recent.reduce((sum, point) => sum + point.updates, 0);
  if (updates < updatesMin || seenMs < evidenceMsMin) return { kind: "unknown" };
  const taken = recent.reduce((sum, { left }, index) => sum + Math.max(0, (recent[index - 1]?.left ?? left) - left), 0);
  if (taken === 0) return { kind: "still" };
  const perHour = (taken * 3_600_000) / seenMs;
  const leftMs = (remaining * seenMs) / taken;
  return leftMs > reachMax * seenMs
    ? { kind: "lasts", untilMs: nowMs + reachMax * seenMs, perHour }
    : { kind: "runs-out", atMs: nowMs + leftMs, perHour };
}
