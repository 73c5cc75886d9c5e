import { amountWords, shareWords } from "@/components/ui/amount-words";
import { BudgetBar } from "@/components/ui/budget-bar";
import { Instant } from "@/components/ui/instant";
import { Link } from "@/components/ui/link";
import type { Budget } from "@/lib/contract/budget";
import { shortenId } from "@/lib/timeline/actor";
import { BudgetOutlook } from "./budget-outlook";

type BudgetTableProps = {
  workspace: string;
  budgets: readonly Budget[];
  nameOf: (agent: string) => string | undefined;
};

/** All budgets, a line each. */
export function BudgetTable({ workspace, budgets, nameOf }: BudgetTableProps) {
  return (
    <div className="panel overflow-auto">
      <table className="table whitespace-nowrap">
        <thead>
          <tr>
            <th>Agent</th>
            <th className="w-[160px]" colSpan={2}>
              Left
            </th>
            <th className="text-right">Remaining</th>
            <th className="text-right">Limit</th>
            <th className="text-right">Spent</th>
            <th>Unit</th>
            <th>At this pace</th>
            <th>Last update</th>
          </tr>
        </thead>
        <tbody>
          {budgets.map((budget) => (
            <tr key={budget.agent_id}>
              <td>
                <Link
                  className="block max-w-[260px] truncate font-semibold"
                  href={`/w/${workspace}/agents/${encodeURIComponent(budget.agent_id)}`}
                  title={budget.agent_id}
                >
                  {nameOf(budget.agent_id) ?? shortenId(budget.agent_id)}
                </Link>
              </td>
              <td className="w-[110px] min-w-[90px]">
                <BudgetBar budget={budget} />
              </td>
              <td className="text-right">{shareWords(budget)}</td>
              <td className="text-right">{amountWords(budget.remaining)}</td>
              <td className="text-right">{amountWords(budget.limit)}</td>
              <td className="text-right">{amountWords(budget.spent)}</td>
              <td className="muted">
                <span className="block max-w-[120px] truncate" title={budget.unit ?? undefined}>
                  {budget.unit ?? "–"}
                </span>
              </td>
              <td className="sm muted">
                <BudgetOutlook workspace={workspace} agentId={budget.agent_id} />
              </td>
              <td className="sm faint">
                <Instant time={budget.last_seen} form="moment" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
