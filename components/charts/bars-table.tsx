"use client";

import { useViewerZone } from "@/components/ui/use-viewer-zone";
import { type BarSeries, totalsOf } from "./bar-series";
import { ChartTable } from "./chart-table";
import { figureWords } from "./figure-words";
import { spanWords } from "./span-words";

type BarsTableProps = {
  name: string;
  starts: readonly number[];
  bucketMs: number;
  series: readonly BarSeries[];
  before?: { name: string; totals: readonly number[] } | undefined;
};

/** Stacked bars as a table: a row a bucket, the newest first. */
export function BarsTable({ name, starts, bucketMs, series, before }: BarsTableProps) {
  const zone = useViewerZone();
  const totals = totalsOf(series, starts.length);
  const rows = starts.map((start, index) => ({
    key: String(start),
    cells: [
      spanWords(start, start + bucketMs, zone),
      figureWords(totals[index] ?? 0),
      ...series.map((each) => figureWords(each.counts[index] ?? 0)),
      ...(before ? [figureWords(before.totals[index] ?? 0)] : []),
    ],
  }));
  const columns = ["Time", "all", ...series.map((each) => each.name), ...(before ? [before.name] : [])];
  return <ChartTable caption={name} columns={columns} rows={rows.reverse()} />;
}
