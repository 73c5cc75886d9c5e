"use client";

import { useViewerZone } from "@/components/ui/use-viewer-zone";
import { alignLines, type LineSeries, valueAt } from "./align-lines";
import { ChartTable } from "./chart-table";
import { momentWords } from "./span-words";
import type { TimeRange } from "./time-range";

type LinesTableProps = {
  name: string;
  range: TimeRange;
  series: readonly LineSeries[];
  format: (value: number) => string;
};

/** Lines as a table: a row a reading, the newest first. */
export function LinesTable({ name, range, series, format }: LinesTableProps) {
  const zone = useViewerZone();
  const [moments = []] = alignLines(series);
  const rows = moments.flatMap((ms) => {
    if (typeof ms !== "number" || ms < range.fromMs || ms > range.toMs) return [];
    const values = series.map((each) => valueAt(each, ms));
    const cells = [
      momentWords(ms, range.toMs - range.fromMs, zone),
      ...values.map((v) => (v === null ? "–" : format(v))),
    ];
    return [{ key: String(ms), cells }];
  });
  return <ChartTable caption={name} columns={["Time", ...series.map((each) => each.name)]} rows={rows.reverse()} />;
}
