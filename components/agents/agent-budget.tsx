import { BudgetBar } from "@/components/ui/budget-bar";
import type { Agent } from "@/lib/contract/agent";
import { shareLeft } from "@/lib/timeline/budget-level";

/** How much of its budget an agent has left; a dash where that isn't known. */
export function AgentBudget({ budget }: Pick<Agent, "budget">) {
  const share = budget && shareLeft(budget);
  if (!budget || share === null) return <span className="faint">–</span>;
  const unit = budget.unit === null ? "" : ` ${budget.unit}`;
  const exact = `${budget.remaining?.toLocaleString("en")} of ${budget.limit?.toLocaleString("en")}${unit} left`;
  return (
    <span className="agent-budget" title={exact}>
      <BudgetBar budget={budget} />
      <span>{Math.round(share * 100)}%</span>
    </span>
  );
}
