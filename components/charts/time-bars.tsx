"use client";

import { useMemo } from "react";
import type uPlot from "uplot";
import { useViewerZone } from "@/components/ui/use-viewer-zone";
import { barPlotOptions } from "./bar-plot";
import { type BarSeries, totalsOf } from "./bar-series";
import { BarsTable } from "./bars-table";
import { ChartArea } from "./chart-area";
import { ChartTip } from "./chart-tip";
import { figureWords } from "./figure-words";
import { Plot } from "./plot";
import { spanWords } from "./span-words";
import type { TimeRange } from "./time-range";
import { usePointerSpan } from "./use-pointer-span";

export type TimeBarsProps = {
  /** What is shown, such as "Events over time by severity"; assistive technology hears it. */
  name: string;
  /** When each bucket begins, oldest first, in milliseconds; buckets without events may be left out. */
  starts: readonly number[];
  bucketMs: number;
  /** The first lies at the bottom. */
  series: readonly BarSeries[];
  /** What the axis covers; the buckets unless said otherwise. */
  range?: TimeRange;
  height?: number;
  /** Marked by a hairline while nothing is pointed at, and named on the axis. */
  nowMs?: number;
  /** What of it is on the screen in a list beside it. */
  inView?: TimeRange | null;
  /** Another period's totals, bucket by bucket, as a dashed line. */
  before?: { name: string; totals: readonly number[] };
  /** Dragging over buckets chooses them. */
  onZoom?: (fromMs: number, toMs: number) => void;
  /** A click chooses one bucket. */
  onPick?: (fromMs: number, toMs: number) => void;
  /** Read as a table instead; see `TableToggle`. */
  isTable?: boolean;
};

/** Counts over time as stacked bars. It draws what it is given and fetches nothing. */
export function TimeBars({ isTable = false, ...chart }: TimeBarsProps) {
  return isTable ? <BarsTable {...chart} /> : <Bars {...chart} />;
}

function Bars({ name, starts, bucketMs, series, height = 92, ...rest }: Omit<TimeBarsProps, "isTable">) {
  const { nowMs, inView, before, onZoom, onPick } = rest;
  const zone = useViewerZone();
  const first = starts[0] ?? 0;
  const { fromMs, toMs } = rest.range ?? { fromMs: first, toMs: (starts.at(-1) ?? 0) + bucketMs };
  const range = useMemo(() => ({ fromMs, toMs }), [fromMs, toMs]);
  const totals = useMemo(() => totalsOf(series, starts.length), [series, starts.length]);

  const bucketOf = (ms: number) => first + Math.floor((ms - first) / bucketMs) * bucketMs;
  const pointer = usePointerSpan({
    range,
    onSpan: onZoom && ((span) => onZoom(bucketOf(span.fromMs), bucketOf(span.toMs) + bucketMs)),
    onPick: onPick && ((ms) => onPick(bucketOf(ms), bucketOf(ms) + bucketMs)),
  });

  // Callers make their series anew with each answer; the plot is made anew only where it would look different.
  const looks = series.map(({ color, floorPx = 0 }) => ({ color, floorPx }));
  const signature = JSON.stringify({ looks, bucketMs, hasBefore: before !== undefined });
  const options = useMemo(() => barPlotOptions(JSON.parse(signature)), [signature]);
  const data = useMemo(
    () => [starts, ...series.map((each) => each.counts), ...(before ? [before.totals] : [])] as uPlot.AlignedData,
    [starts, series, before],
  );

  const peak = figureWords(Math.max(0, ...totals));
  const all = figureWords(totals.reduce((sum, total) => sum + total, 0));
  const pointed = pointer.momentMs === null ? -1 : starts.indexOf(bucketOf(pointer.momentMs));
  const start = starts[pointed];
  return (
    <ChartArea label={`${name}: ${all} in all, ${peak} at most`} {...{ peak, height, range, nowMs, inView, pointer }}>
      <Plot options={options} data={data} range={range} />
      {pointer.momentMs !== null && start !== undefined && (
        <ChartTip
          range={range}
          momentMs={pointer.momentMs}
          title={spanWords(start, start + bucketMs, zone)}
          lines={tipLines(pointed, series, before)}
        />
      )}
    </ChartArea>
  );
}

function tipLines(index: number, series: readonly BarSeries[], before: TimeBarsProps["before"]) {
  const parts = series.map(({ key, name, color, counts }) => ({ key, name, color, count: counts[index] ?? 0 }));
  const past = before && { key: "before", name: before.name, color: "--color-ink-3", count: before.totals[index] ?? 0 };
  return [...parts.filter((part) => part.count > 0), ...(past ? [past] : [])].map((line) => ({
    ...line,
    figure: figureWords(line.count),
  }));
}
