import { useQuery } from "@tanstack/react-query";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Link } from "@/components/ui/link";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { agentNamesQuery } from "@/lib/browser/agent-names-query";
import { ApiProblem } from "@/lib/browser/api";
import { budgetsQuery } from "@/lib/browser/budgets-query";
import type { Budget } from "@/lib/contract/budget";
import { budgetLevel, closestFirst } from "@/lib/timeline/budget-level";
import { BudgetCard } from "./budget-card";
import { BudgetTable } from "./budget-table";
import { useBudgetsAddress } from "./use-budgets-address";

const spanOptions = [
  { value: "6h", text: "6 h" },
  { value: "24h", text: "24 h" },
  { value: "7d", text: "7 d" },
] as const;
const viewOptions = [
  { value: "charts", text: "Charts" },
  { value: "table", text: "Table" },
] as const;

/** What agents may still spend: those close to the end first. */
export function BudgetBoard({ workspace }: { workspace: string }) {
  const { address, setAddress } = useBudgetsAddress();
  const { data, error, isPending, refetch } = useQuery({ ...budgetsQuery(workspace), refetchInterval: 10_000 });
  const { data: names = noNames } = useQuery(agentNamesQuery(workspace));
  const budgets = closestFirst(data?.budgets ?? []);
  return (
    <>
      {error && (
        <ErrorState
          title="Budgets can't be read just now"
          text={`${error.message}${data ? " What you see was read before." : ""}`}
          onRetry={() => void refetch()}
          requestId={error instanceof ApiProblem ? error.requestId : null}
        />
      )}
      {isPending && <Skeleton rows={8} label="Loading budgets" />}
      {data && budgets.length === 0 && (
        <EmptyState
          title="No agent has told a budget yet"
          text="A budget is here from the first update of it that an agent reports."
          actions={
            <Link className="btn primary" href={`/w/${workspace}/connect`}>
              Connect an agent
            </Link>
          }
        />
      )}
      {budgets.length > 0 && (
        <>
          <div className="mb-3 flex flex-wrap items-center gap-2">
            <p className="sm muted grow max-[760px]:basis-full">{levelWords(budgets)}</p>
            {address.view === "charts" && (
              <Segmented
                label="Span of the charts"
                value={address.span}
                options={spanOptions}
                onChange={(span) => void setAddress({ span })}
              />
            )}
            <Segmented
              label="Read as"
              value={address.view}
              options={viewOptions}
              onChange={(view) => void setAddress({ view })}
            />
          </div>
          {address.view === "table" ? (
            <BudgetTable workspace={workspace} budgets={budgets} nameOf={(agent) => names[agent]} />
          ) : (
            <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,340px),1fr))] gap-3">
              {budgets.map((budget) => (
                <BudgetCard
                  key={budget.agent_id}
                  workspace={workspace}
                  budget={budget}
                  name={names[budget.agent_id]}
                  span={address.span}
                />
              ))}
            </div>
          )}
          {data?.has_more && (
            <p className="sm faint mt-3">The 1,000 budgets that moved last are here; there are more.</p>
          )}
        </>
      )}
    </>
  );
}

const noNames: Readonly<Record<string, string>> = {};

/** `2 under a tenth, 1 under a quarter, 6 with more, 1 without a limit`. */
function levelWords(budgets: readonly Budget[]): string {
  const levels = budgets.map(budgetLevel);
  const count = (level: (typeof levels)[number], words: string) => {
    const many = levels.filter((each) => each === level).length;
    return many === 0 ? [] : [`${many.toLocaleString("en")} ${words}`];
  };
  const parts = [
    ...count("out", "under a tenth"),
    ...count("low", "under a quarter"),
    ...count("fine", "with more"),
    ...count("unknown", "that can't be told"),
  ];
  return `Closest to the end first: ${parts.join(", ")}.`;
}
