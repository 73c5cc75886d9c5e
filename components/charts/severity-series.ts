import { type Severity, severities } from "@/lib/contract/event-form";
import type { EventStats } from "@/lib/contract/stats";
import type { BarSeries } from "./bar-series";

/** The worst severity first, so that errors share a baseline and are never hidden by what is normal. */
export const worstFirst: readonly Severity[] = [...severities].reverse();

/** The bars of a series of `GET /api/v1/events/stats`, stacked by severity. */
export function severityBars(series: EventStats["series"]): { starts: number[]; series: BarSeries[] } {
  return {
    starts: series.map((bucket) => Date.parse(bucket.start)),
    series: worstFirst.map((severity) => ({
      key: severity,
      name: severity,
      color: severityColor(severity),
      floorPx: severity === "info" || severity === "debug" ? 0 : 2,
      counts: series.map((bucket) => bucket.by_severity[severity] ?? 0),
    })),
  };
}

export function severityColor(severity: Severity): string {
  return `--color-sev-${severity}`;
}
