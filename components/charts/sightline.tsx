"use client";

import { usePointedMoment } from "./pointed-moment";
import { percentOf, type TimeRange } from "./time-range";

type SightlineProps = {
  range: TimeRange;
  /** The moment shown while nothing is pointed at: now, or the playhead. */
  restMs?: number | undefined;
};

/** The hairline that marks one moment in every chart and lane of a page. */
export function Sightline({ range, restMs }: SightlineProps) {
  const momentMs = usePointedMoment() ?? restMs;
  if (momentMs === undefined || momentMs < range.fromMs || momentMs > range.toMs) return null;
  return <i className="sight" style={{ left: percentOf(range, momentMs) }} />;
}
