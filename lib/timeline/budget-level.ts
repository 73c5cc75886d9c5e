import type { Budget } from "../contract/budget";

/** Shares of the limit under which a budget is low, and nearly out. */
export const lowShare = 0.25;
export const outShare = 0.1;

type Level = Pick<Budget, "remaining" | "limit">;

/** What is left, from 0 to 1 of the limit; null where the rest or the limit is unknown. */
export function shareLeft({ remaining, limit }: Level): number | null {
  return remaining === null || limit === null || limit <= 0 ? null : Math.min(1, Math.max(0, remaining / limit));
}

/** How close a budget is to its end. */
export function budgetLevel(budget: Level): "fine" | "low" | "out" | "unknown" {
  const share = shareLeft(budget);
  if (share === null) return "unknown";
  return share < outShare ? "out" : share < lowShare ? "low" : "fine";
}

/** The closest to their end first; those whose end is unknown last, by name. */
export function closestFirst(budgets: readonly Budget[]): Budget[] {
  const rank = (budget: Budget) => shareLeft(budget) ?? Number.POSITIVE_INFINITY;
  return budgets.toSorted((a, b) => {
    const difference = rank(a) - rank(b);
    return difference === 0 || Number.isNaN(difference) ? a.agent_id.localeCompare(b.agent_id) : difference;
  });
}
