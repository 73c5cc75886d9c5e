"use client";

import { useEffect, useRef, useState } from "react";
import type uPlot from "uplot";
import type { TimeRange } from "./time-range";

export type PlotOptions = Pick<uPlot.Options, "series" | "hooks"> & { yRange: (plot: uPlot) => [number, number] };

type PlotProps = {
  /** A new object makes a new plot: memoise it. */
  options: PlotOptions;
  /** Moments in milliseconds first, then the values of each series. */
  data: uPlot.AlignedData;
  range: TimeRange;
};

/** The canvas of a chart, without axes, legend and pointer: those are the page's own. uPlot comes when the page is there. */
export function Plot({ options, data, range }: PlotProps) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const shown = useRef({ data, range });
  const [isMissing, setIsMissing] = useState(false);

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    let leave = () => {};
    let isGone = false;
    import("uplot").then(
      ({ default: Plotter }) => {
        if (isGone) return;
        const made = new Plotter(fullOptions(options, element), shown.current.data, element);
        show(made, shown.current);
        plot.current = made;
        const unwatch = watchSurroundings(made, element);
        leave = () => {
          unwatch();
          made.destroy();
          plot.current = null;
        };
      },
      () => setIsMissing(true),
    );
    return () => {
      isGone = true;
      leave();
    };
  }, [options]);

  useEffect(() => {
    shown.current = { data, range };
    if (plot.current) show(plot.current, shown.current);
  }, [data, range]);

  return (
    <div ref={holder} className="plot">
      {isMissing && <p className="sm faint">The chart could not be loaded. Its table is there.</p>}
    </div>
  );
}

function fullOptions({ series, hooks, yRange }: PlotOptions, element: HTMLElement): uPlot.Options {
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    padding: [0, 0, 0, 0],
    axes: [{ show: false }, { show: false }],
    legend: { show: false },
    cursor: { show: false },
    ms: 1,
    scales: { x: { time: false }, y: { range: (plot) => yRange(plot) } },
    series: [{}, ...series.slice(1)],
    ...(hooks ? { hooks } : {}),
  };
}

function show(plot: uPlot, { data, range }: Pick<PlotProps, "data" | "range">): void {
  plot.batch(() => {
    plot.setData(data, false);
    plot.setScale("x", { min: range.fromMs, max: range.toMs });
  });
}

/** Draws again when the size or the theme changes. */
function watchSurroundings(plot: uPlot, element: HTMLElement): () => void {
  const size = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: element.clientHeight }));
  size.observe(element);
  const theme = new MutationObserver(() => plot.redraw(false));
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return () => {
    size.disconnect();
    theme.disconnect();
  };
}
