"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import { Sightline } from "./sightline";
import { TimeAxis } from "./time-axis";
import { percentOf, type TimeRange } from "./time-range";
import type { PointerSpan } from "./use-pointer-span";

type ChartAreaProps = {
  /** Its name and what it amounts to: what assistive technology hears in place of the picture. */
  label: string;
  /** The highest value, said top left: there is no axis of values. */
  peak: string;
  height: number;
  range: TimeRange;
  nowMs?: number | undefined;
  inView?: TimeRange | null | undefined;
  pointer: PointerSpan;
  /** The plot, then what lies over it. */
  children: ReactNode;
};

/** The frame that all charts over time share: peak, plot, sightline, spans and axis. */
export function ChartArea({ label, peak, height, range, nowMs, inView, pointer, children }: ChartAreaProps) {
  return (
    <figure className="chart" role="img" aria-label={label}>
      <span className="peak">peak {peak}</span>
      <div className={clsx("area", pointer.use)} style={{ height }} {...pointer.handlers}>
        {children}
        {inView && <i className="in-view" style={spanStyle(range, inView)} />}
        {pointer.span && <i className="brush" style={spanStyle(range, pointer.span)} />}
        <Sightline range={range} restMs={nowMs} />
      </div>
      <TimeAxis range={range} nowMs={nowMs} />
    </figure>
  );
}

function spanStyle(range: TimeRange, span: TimeRange) {
  const left = percentOf(range, span.fromMs);
  return { left, width: `calc(${percentOf(range, span.toMs)} - ${left})` };
}
