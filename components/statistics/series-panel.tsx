import { useMemo } from "react";
import { ChartLegend } from "@/components/charts/chart-legend";
import { severityBars } from "@/components/charts/severity-series";
import { TableToggle } from "@/components/charts/table-toggle";
import { TimeBars } from "@/components/charts/time-bars";
import type { PeriodStats } from "@/lib/browser/period-stats-query";
import { totalsBefore } from "@/lib/timeline/period-before";
import { bucketMinutes } from "@/lib/timeline/stats-series";

type SeriesPanelProps = {
  data: PeriodStats;
  isTable: boolean;
  onTable: (isTable: boolean) => void;
  onZoom: (fromMs: number, toMs: number) => void;
  onPick: (fromMs: number, toMs: number) => void;
};

/** Events over time, with those of the period before as a dashed line. Dragging narrows the time, a click opens the events. */
export function SeriesPanel({ data, isTable, onTable, onZoom, onPick }: SeriesPanelProps) {
  const { now, before, period } = data;
  const { starts, series } = useMemo(() => severityBars(now.series), [now]);
  const past = useMemo(() => {
    if (!before || period.fromMs === null) return null;
    return { name: "period before", totals: totalsBefore(now, before, period.toMs - period.fromMs) };
  }, [now, before, period]);
  const used = series.filter(({ counts }) => counts.some((count) => count > 0));
  return (
    <section className="panel" aria-label="Events over time">
      <header>
        <h2>Events over time</h2>
        <span className="n sm hm">{`by severity, each bar ${bucketWords[now.bucket]}`}</span>
        <span className="grow" />
        <TableToggle isTable={isTable} onChange={onTable} />
      </header>
      <div className="px-[14px] pt-2 pb-3">
        <TimeBars
          name="Events over time by severity"
          starts={starts}
          bucketMs={bucketMinutes[now.bucket] * 60_000}
          series={used}
          height={140}
          isTable={isTable}
          onZoom={onZoom}
          onPick={onPick}
          {...(past ? { before: past } : {})}
        />
        {!isTable && (
          <ChartLegend
            entries={[
              ...used.map(({ key, name, color }) => ({
                key,
                name,
                color,
                figure: (now.by_severity[key as keyof typeof now.by_severity] ?? 0).toLocaleString("en"),
              })),
              ...(past ? [{ key: "before", name: past.name, color: "--color-ink-3", isDashed: true }] : []),
            ]}
          />
        )}
      </div>
    </section>
  );
}

const bucketWords = { "1m": "a minute", "5m": "5 minutes", "1h": "an hour", "1d": "a day" } as const;
