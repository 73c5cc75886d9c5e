import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ChartLegend } from "@/components/charts/chart-legend";
import { ChartSkeleton } from "@/components/charts/chart-skeleton";
import { severityBars } from "@/components/charts/severity-series";
import { TableToggle } from "@/components/charts/table-toggle";
import { TimeBars } from "@/components/charts/time-bars";
import { keepingUp, statsQuery } from "@/lib/browser/stats-query";
import { useMedia } from "@/lib/browser/use-media";
import type { EventStats } from "@/lib/contract/stats";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { bucketMinutes } from "@/lib/timeline/stats-series";
import { useVisibleSpan, type VisibleSpan } from "./visible-span";

type HistogramProps = {
  workspace: string;
  filter: TimelineFilter;
  /** While nothing is held still the counts keep up with the log. */
  following: boolean;
  /** The rows are there: until then nothing is counted, as rows come first. */
  ready: boolean;
  visible: VisibleSpan;
  isTable: boolean;
  onTable: (isTable: boolean) => void;
  onZoom: (fromMs: number, toMs: number) => void;
};

/** How many events the filter finds, when, and how bad: all of them, not only those that are loaded. */
export function Histogram({ workspace, filter, following, ready, visible, isTable, onTable, onZoom }: HistogramProps) {
  const height = useMedia("(max-width: 760px)") ? 44 : 68;
  const { data, dataUpdatedAt, isError, refetch } = useQuery({
    ...statsQuery(workspace, filter),
    enabled: ready,
    placeholderData: keepPreviousData,
    refetchInterval: following ? ({ state }) => keepingUp(state.data) : false,
  });
  const stats = data?.stats;
  return (
    <section className="hist" aria-label="Events over time">
      <div className="hh">
        <span className="tot">{stats ? counted(stats.total) : "– events"}</span>
        <span className="hm">{stats && <ChartLegend entries={legendOf(stats)} />}</span>
        <span className="grow" />
        {isError && (
          <span className="sm faint" role="status">
            The counts can't be read just now.{" "}
            <button type="button" className="link" onClick={() => void refetch()}>
              Try again
            </button>
          </span>
        )}
        <TableToggle isTable={isTable} onChange={onTable} />
      </div>
      {stats ? (
        <Bars
          {...{ stats, height, visible, isTable, onZoom }}
          nowMs={filter.until === undefined ? dataUpdatedAt : undefined}
        />
      ) : (
        <ChartSkeleton height={height} />
      )}
    </section>
  );
}

function Bars({
  stats,
  visible,
  nowMs,
  ...rest
}: Pick<HistogramProps, "visible" | "isTable" | "onZoom"> & {
  stats: EventStats;
  height: number;
  nowMs: number | undefined;
}) {
  const inView = useVisibleSpan(visible);
  const bars = useMemo(() => severityBars(stats.series), [stats]);
  return (
    <TimeBars
      name="Events over time by severity"
      {...bars}
      bucketMs={bucketMinutes[stats.bucket] * 60_000}
      inView={inView}
      {...(nowMs === undefined ? {} : { nowMs })}
      {...rest}
    />
  );
}

function legendOf({ by_severity, series }: EventStats) {
  const entries = severityBars(series).series;
  return entries.map(({ key, name, color }) => ({
    key,
    name,
    color,
    figure: (by_severity[key as keyof typeof by_severity] ?? 0).toLocaleString("en"),
  }));
}

const counted = (count: number) => `${count.toLocaleString("en")} event${count === 1 ? "" : "s"}`;
