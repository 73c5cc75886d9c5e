"use client";

import { useMemo } from "react";
import type uPlot from "uplot";
import { useViewerZone } from "@/components/ui/use-viewer-zone";
import { alignLines, type LineSeries, valueAt } from "./align-lines";
import { ChartArea } from "./chart-area";
import { ChartTip } from "./chart-tip";
import { drawLine, type LineLook } from "./draw-line";
import { LinesTable } from "./lines-table";
import { Plot, type PlotOptions } from "./plot";
import { momentWords } from "./span-words";
import type { TimeRange } from "./time-range";
import { usePointerSpan } from "./use-pointer-span";

export type LineChartProps = {
  /** What is shown, such as "Budget left over time"; assistive technology hears it. */
  name: string;
  range: TimeRange;
  series: readonly LineSeries[];
  /** What the picture's top stands for, where it is more than the highest value: a limit. */
  top?: number;
  /** A value as people read it. */
  format: (value: number) => string;
  height?: number;
  nowMs?: number;
  onZoom?: (fromMs: number, toMs: number) => void;
  isTable?: boolean;
};

/** Readings over time as stepped lines, from zero upwards. It draws what it is given and fetches nothing. */
export function LineChart({ isTable = false, ...chart }: LineChartProps) {
  return isTable ? <LinesTable {...chart} /> : <Lines {...chart} />;
}

function Lines({ name, range, series, top = 0, format, height = 92, nowMs, onZoom }: Omit<LineChartProps, "isTable">) {
  const zone = useViewerZone();
  const { fromMs, toMs } = range;
  const shown = useMemo(() => ({ fromMs, toMs }), [fromMs, toMs]);
  const pointer = usePointerSpan({ range, onSpan: onZoom && ((span) => onZoom(span.fromMs, span.toMs)) });
  const highest = Math.max(top, ...series.flatMap(({ points }) => points.map(([, value]) => value ?? 0)));

  const looks = series.map(({ color, isDashed = false, isStraight = false }) => ({ color, isDashed, isStraight }));
  const signature = JSON.stringify({ looks, highest });
  const options = useMemo(() => linePlotOptions(JSON.parse(signature)), [signature]);
  const data = useMemo(() => alignLines(series) as uPlot.AlignedData, [series]);

  const momentMs = pointer.momentMs;
  return (
    <ChartArea
      label={`${name}: ${series.map((each) => `${each.name} ${lastWords(each, format)}`).join(", ")}`}
      peak={format(highest)}
      {...{ height, range, nowMs, pointer }}
    >
      <Plot options={options} data={data} range={shown} />
      {momentMs !== null && (
        <ChartTip
          range={range}
          momentMs={momentMs}
          title={momentWords(momentMs, toMs - fromMs, zone)}
          lines={series.map((each) => ({ ...each, figure: known(valueAt(each, momentMs), format) }))}
        />
      )}
    </ChartArea>
  );
}

function linePlotOptions({ looks, highest }: { looks: LineLook[]; highest: number }): PlotOptions {
  return {
    series: [{}, ...looks.map(() => ({ paths: () => null }))],
    yRange: () => [0, highest || 1],
    hooks: {
      draw: [
        (plot) => {
          for (const [index, look] of looks.entries()) drawLine(plot, index + 1, look);
        },
      ],
    },
  };
}

function lastWords({ points }: LineSeries, format: (value: number) => string): string {
  return known(points.at(-1)?.[1] ?? null, format);
}

function known(value: number | null, format: (value: number) => string): string {
  return value === null ? "unknown" : format(value);
}
