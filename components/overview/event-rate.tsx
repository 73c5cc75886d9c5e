import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { parseAsBoolean, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { ChartLegend } from "@/components/charts/chart-legend";
import { ChartSkeleton } from "@/components/charts/chart-skeleton";
import { severityBars } from "@/components/charts/severity-series";
import { TableToggle } from "@/components/charts/table-toggle";
import { TimeBars } from "@/components/charts/time-bars";
import { ErrorState } from "@/components/ui/error-state";
import { Segmented } from "@/components/ui/segmented";
import { ApiProblem } from "@/lib/browser/api";
import { rangeStatsQuery } from "@/lib/browser/overview-queries";
import type { EventStats } from "@/lib/contract/stats";
import { bucketMinutes } from "@/lib/timeline/stats-series";
import { eventsHref } from "./agent-links";
import { RateFigures } from "./rate-figures";

const ranges = { "1h": 1, "6h": 6, "24h": 24, "7d": 168 } as const;
type Range = keyof typeof ranges;
const names = Object.keys(ranges) as Range[];
const spaced = (range: Range) => range.replace(/(\d+)/, "$1 ");
const rangeOptions = names.map((value) => ({ value, text: spaced(value) }));

const address = {
  range: parseAsStringLiteral(names).withDefault("6h"),
  table: parseAsBoolean.withDefault(false),
};

/** How many events there were over time and how bad, beside the same length of time before. */
export function EventRate({ workspace, nowMs }: { workspace: string; nowMs: number | null }) {
  const router = useRouter();
  const [{ range, table }, setAddress] = useQueryStates(address);
  const hours = ranges[range];
  const { data, error, refetch } = useQuery(rangeStatsQuery(workspace, { hours, before: false }));
  const { data: past } = useQuery(rangeStatsQuery(workspace, { hours, before: true }));
  const bars = useMemo(() => data && severityBars(data.series), [data]);
  const before = useMemo(() => data && past && beforeTotals(data, past), [data, past]);
  const seen = bars?.series.filter(({ counts }) => counts.some((count) => count > 0)) ?? [];
  return (
    <section className="panel ch" aria-label="Events over time">
      <div className="rate-bar">
        <Segmented
          label="Range"
          value={range}
          options={rangeOptions}
          onChange={(next) => void setAddress({ range: next })}
        />
        <TableToggle isTable={table} onChange={(next) => void setAddress({ table: next })} />
      </div>
      <RateFigures stats={data} past={past} hours={hours} range={spaced(range)} />
      {error && !data && (
        <ErrorState
          title="Counts can't be read just now"
          text={error.message}
          onRetry={() => void refetch()}
          requestId={error instanceof ApiProblem ? error.requestId : null}
        />
      )}
      {!data && !error && <ChartSkeleton />}
      {data && bars && (
        <TimeBars
          name="Events over time by severity"
          starts={bars.starts}
          bucketMs={bucketMinutes[data.bucket] * 60_000}
          series={bars.series}
          isTable={table}
          {...(nowMs === null ? {} : { nowMs })}
          {...(before ? { before: { name: "the time before", totals: before } } : {})}
          onZoom={(fromMs, toMs) => router.push(eventsHref(workspace, spanFilter(fromMs, toMs)))}
          onPick={(fromMs, toMs) => router.push(eventsHref(workspace, spanFilter(fromMs, toMs)))}
        />
      )}
      {!table && (
        <ChartLegend
          entries={[
            ...seen,
            ...(before ? [{ key: "before", name: "the time before", color: "--color-ink-3", isDashed: true }] : []),
          ]}
        />
      )}
    </section>
  );
}

function spanFilter(fromMs: number, toMs: number) {
  return { since: new Date(fromMs).toISOString(), until: new Date(toMs).toISOString() };
}

/** The earlier period's totals under the later one's buckets; null where it had nothing, or buckets of another length. */
function beforeTotals(stats: EventStats, past: EventStats): number[] | null {
  if (past.total === 0 || past.bucket !== stats.bucket) return null;
  const totals = past.series.map(({ total }) => total);
  const offset = totals.length - stats.series.length;
  return stats.series.map((_, index) => totals[index + offset] ?? 0);
}
