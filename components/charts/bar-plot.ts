import type uPlot from "uplot";
import { type BarLook, drawBars } from "./draw-bars";
import { drawLine } from "./draw-line";
import type { PlotOptions } from "./plot";

/** What a plot of stacked bars is made of: the bars' series in order, then the line of the period before, if there is one. */
export type BarPlot = { looks: BarLook[]; bucketMs: number; hasBefore: boolean };

export function barPlotOptions({ looks, bucketMs, hasBefore }: BarPlot): PlotOptions {
  return {
    series: [{}, ...looks.map(() => ({ paths: () => null })), ...(hasBefore ? [{ paths: () => null }] : [])],
    yRange: (plot) => [0, Math.max(1, highest(plot, looks.length))],
    hooks: {
      draw: [
        (plot) => {
          drawBars(plot, looks, bucketMs);
          if (hasBefore) drawLine(plot, looks.length + 1, { color: "--color-ink-3", isDashed: true }, bucketMs);
        },
      ],
    },
  };
}

function highest({ data }: uPlot, stacked: number): number {
  let most = 0;
  for (let index = 0; index < data[0].length; index++) {
    let total = 0;
    for (let part = 1; part <= stacked; part++) total += data[part]?.[index] ?? 0;
    most = Math.max(most, total, data[stacked + 1]?.[index] ?? 0);
  }
  return most;
}
