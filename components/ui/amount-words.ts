import type { Budget } from "@/lib/contract/budget";
import { shareLeft } from "@/lib/timeline/budget-level";

/** An amount with at most two decimals; a dash where it isn't known. */
export function amountWords(amount: number | null): string {
  return amount === null ? "–" : amount.toLocaleString("en", { maximumFractionDigits: 2 });
}

/** `8%` of the limit; a dash where either isn't known. */
export function shareWords(budget: Pick<Budget, "remaining" | "limit">): string {
  const share = shareLeft(budget);
  return share === null ? "–" : `${Math.round(share * 100)}%`;
}
