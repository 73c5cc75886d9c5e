import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { burnDownLines, burnDownRange } from "@/components/charts/burn-down";
import { ChartSkeleton } from "@/components/charts/chart-skeleton";
import { LineChart } from "@/components/charts/line-chart";
import { TableToggle } from "@/components/charts/table-toggle";
import { amountWords, shareWords } from "@/components/ui/amount-words";
import { BudgetBar } from "@/components/ui/budget-bar";
import { ErrorState } from "@/components/ui/error-state";
import { forecastWords } from "@/components/ui/forecast-words";
import { Instant } from "@/components/ui/instant";
import { Link } from "@/components/ui/link";
import { useViewerZone } from "@/components/ui/use-viewer-zone";
import { budgetCourseQuery } from "@/lib/browser/budget-course-query";
import { useWasInView } from "@/lib/browser/use-was-in-view";
import type { Budget } from "@/lib/contract/budget";
import { shortenId } from "@/lib/timeline/actor";
import { forecastBudget } from "@/lib/timeline/budget-forecast";
import { type Span, spansMs } from "./use-budgets-address";

const chartPx = 84;

type BudgetCardProps = { workspace: string; budget: Budget; name: string | undefined; span: Span };

/** One agent's budget: what is left, what comes of it at this pace, and its course. It is read when it comes into view. */
export function BudgetCard({ workspace, budget, name, span }: BudgetCardProps) {
  const { ref, wasInView } = useWasInView<HTMLElement>();
  const zone = useViewerZone();
  const [isTable, setIsTable] = useState(false);
  const { agent_id, remaining, limit, unit, spent } = budget;
  const tellsAmounts = [remaining, limit, spent].some((amount) => amount !== null);
  const {
    data,
    error,
    refetch,
    dataUpdatedAt: nowMs,
  } = useQuery({
    ...budgetCourseQuery(workspace, agent_id, span),
    enabled: wasInView && tellsAmounts,
    refetchInterval: 15_000,
  });
  const course = useMemo(() => {
    if (!data) return null;
    const forecast = forecastBudget(data, nowMs);
    const range = burnDownRange(nowMs, spansMs[span]);
    return { forecast, range, lines: burnDownLines(data, forecast, range, nowMs) };
  }, [data, nowMs, span]);
  const events = new URLSearchParams({ agent_id, kinds: "budget_updated,budget.updated" });
  const title = name ?? shortenId(agent_id);
  return (
    <section ref={ref} aria-label={title} className="panel">
      <header>
        <h2 className="cut">
          <Link href={`/w/${workspace}/agents/${encodeURIComponent(agent_id)}`} title={agent_id}>
            {title}
          </Link>
        </h2>
        <span className="grow" />
        <Link className="link sm" href={`/w/${workspace}/events?${events}`}>
          Events
        </Link>
        <TableToggle isTable={isTable} onChange={setIsTable} />
      </header>
      <div className="px-[14px] pt-3 pb-2">
        {tellsAmounts ? (
          <>
            <p className="mb-[10px] flex items-baseline gap-2">
              <b className="text-[16px]">{shareWords(budget)}</b>
              <span className="sm muted">left</span>
              <span className="sm faint ml-auto min-w-0 text-right wrap-anywhere">
                {`${amountWords(remaining)} of ${amountWords(limit)}${unit === null ? "" : ` ${unit}`}`}
              </span>
            </p>
            <BudgetBar budget={budget} />
            <p className="sm muted mt-2 mb-5 flex justify-between gap-2">
              <span>{course ? forecastWords(course.forecast, nowMs, zone) : "–"}</span>
              <span className="faint flex-none">{`spent ${amountWords(spent)}`}</span>
            </p>
            {error && !data && (
              <ErrorState
                title="Its course can't be read just now"
                text={error.message}
                onRetry={() => void refetch()}
              />
            )}
            {course ? (
              <LineChart
                name={`Budget left of ${title}`}
                range={course.range}
                series={course.lines}
                top={limit ?? 0}
                format={amountWords}
                height={chartPx}
                nowMs={nowMs}
                isTable={isTable}
              />
            ) : (
              !error && <ChartSkeleton height={chartPx} />
            )}
          </>
        ) : (
          <p className="sm muted">Its updates tell no amounts.</p>
        )}
        <p className="xs faint mt-1">
          Last update <Instant time={budget.last_seen} form="moment" />
        </p>
      </div>
    </section>
  );
}
