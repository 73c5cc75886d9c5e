import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { ChartSkeleton } from "@/components/charts/chart-skeleton";
import { severityColor, worstFirst } from "@/components/charts/severity-series";
import { Button } from "@/components/ui/button";
import { CategoryTile } from "@/components/ui/category-tile";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Link } from "@/components/ui/link";
import { OutcomeIcon } from "@/components/ui/outcome-icon";
import { agentNamesQuery } from "@/lib/browser/agent-names-query";
import { ApiProblem } from "@/lib/browser/api";
import { periodStatsQuery } from "@/lib/browser/period-stats-query";
import { categories } from "@/lib/contract/categories";
import { eventStatuses } from "@/lib/contract/event-form";
import { shortenId } from "@/lib/timeline/actor";
import { formatFilter, type TimelineFilter } from "@/lib/timeline/filter";
import {
  type BreakdownField,
  breakDown,
  breakdownFields,
  filterOfLine,
  unlisted,
} from "@/lib/timeline/stats-breakdown";
import { BreakdownPanel } from "./breakdown-panel";
import { FigureStrip } from "./figure-strip";
import { PeriodNote } from "./period-note";
import { SeriesPanel } from "./series-panel";
import { useTables } from "./use-tables";

type StatisticsBoardProps = {
  workspace: string;
  filter: TimelineFilter;
  onFilter: (filter: TimelineFilter) => void;
  /** Lifts everything but the range of time. */
  onClear: (() => void) | null;
};

/** What happened in a range of time in numbers, beside as long a time before. Each number leads to its events. */
export function StatisticsBoard({ workspace, filter, onFilter, onClear }: StatisticsBoardProps) {
  const router = useRouter();
  const tableOf = useTables();
  const { data, error, isPending, refetch, dataUpdatedAt } = useQuery(periodStatsQuery(workspace, filter));
  const { data: names = noNames } = useQuery(agentNamesQuery(workspace));
  const isEmpty = data !== undefined && data.now.total === 0 && (data.before?.total ?? 0) === 0;
  const hrefOf = (wanted: TimelineFilter) => `/w/${workspace}/events?${formatFilter(wanted)}`;
  const labelOf = (field: BreakdownField) => (value: string) =>
    field === "agent_id" ? (names[value] ?? shortenId(value)) : value;
  return (
    <>
      {error && (
        <ErrorState
          title="Statistics can't be read just now"
          text={`${error.message}${data ? " What you see was read before." : ""}`}
          onRetry={() => void refetch()}
          requestId={error instanceof ApiProblem ? error.requestId : null}
        />
      )}
      {isPending && (
        <div className="panel p-[14px]">
          <ChartSkeleton height={220} />
        </div>
      )}
      {data && (
        <>
          <PeriodNote period={data.period} updatedAt={dataUpdatedAt} />
          {!isEmpty && <FigureStrip data={data} hrefOf={(narrow) => hrefOf({ ...filter, ...narrow })} />}
        </>
      )}
      {data && isEmpty && (
        <EmptyState
          title="No event in this time"
          text={
            onClear
              ? "None matches the filter, and none did in the period before."
              : "Nothing reported, and nothing did in the period before."
          }
          actions={
            onClear ? (
              <Button onClick={onClear}>Clear the filter</Button>
            ) : (
              <Link className="btn primary" href={`/w/${workspace}/connect`}>
                Connect an agent
              </Link>
            )
          }
        />
      )}
      {data && !isEmpty && (
        <>
          <SeriesPanel
            data={data}
            {...tableOf("time")}
            onZoom={(fromMs, toMs) => onFilter({ ...filter, ...bounds(fromMs, toMs) })}
            onPick={(fromMs, toMs) => router.push(hrefOf({ ...filter, ...bounds(fromMs, toMs) }))}
          />
          <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,340px),1fr))] items-start gap-3">
            {breakdownFields.map((field) => (
              <BreakdownPanel
                key={field}
                title={titles[field]}
                lines={breakDown(field, data.now, data.before)}
                total={data.now.total}
                unlisted={unlisted(field, data.now)}
                labelOf={labelOf(field)}
                markOf={marks[field]}
                hrefOf={(value) => hrefOf(filterOfLine(filter, field, value))}
                {...tableOf(field)}
              />
            ))}
          </div>
        </>
      )}
    </>
  );
}

const noNames: Readonly<Record<string, string>> = {};
const bounds = (fromMs: number, toMs: number) => ({
  since: new Date(fromMs).toISOString(),
  until: new Date(toMs).toISOString(),
});

const titles: Readonly<Record<BreakdownField, string>> = {
  kinds: "Type",
  categories: "Category",
  source: "Source",
  agent_id: "Agent",
  status: "Outcome",
  severity: "Severity",
};

const marks: Readonly<Partial<Record<BreakdownField, (value: string) => ReactNode>>> = {
  categories: (value) => {
    const category = categories.find((each) => each === value);
    return category && <CategoryTile category={category} silent />;
  },
  status: (value) => <OutcomeIcon status={eventStatuses.find((each) => each === value) ?? null} silent />,
  severity: (value) => {
    const severity = worstFirst.find((each) => each === value);
    return severity && <span aria-hidden className="sw" style={{ background: `var(${severityColor(severity)})` }} />;
  },
};
