import clsx from "clsx";
import type { Budget } from "@/lib/contract/budget";
import { budgetLevel, lowShare, shareLeft } from "@/lib/timeline/budget-level";

/** The fill is what is left; grey, amber under a quarter, red under a tenth. The number stands beside it, never only the bar. */
export function BudgetBar({ budget }: { budget: Pick<Budget, "remaining" | "limit"> }) {
  const share = shareLeft(budget);
  return (
    <span aria-hidden className={clsx("bar", budgetLevel(budget))}>
      {share !== null && (
        <>
          <i style={{ width: `${share * 100}%` }} />
          <u style={{ left: `${lowShare * 100}%` }} />
        </>
      )}
    </span>
  );
}
