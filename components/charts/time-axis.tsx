"use client";

import { useViewerZone } from "@/components/ui/use-viewer-zone";
import { percentOf, shareOf, type TimeRange } from "./time-range";
import { timeTicks } from "./time-ticks";

// A label takes about this share of the width on each side of its tick.
const labelShare = 0.06;

/** Round moments under a chart, in the viewer's zone. `nowMs`, where it is in the range, is named too. */
export function TimeAxis({ range, nowMs }: { range: TimeRange; nowMs?: number | undefined }) {
  const zone = useViewerZone();
  const showsNow = nowMs !== undefined && nowMs >= range.fromMs && nowMs <= range.toMs;
  const ticks = timeTicks(range, zone).filter((tick) => {
    const share = shareOf(range, tick.ms);
    const isClearOfNow = !showsNow || Math.abs(shareOf(range, nowMs) - share) > 2 * labelShare;
    return share <= 1 - labelShare && isClearOfNow;
  });
  return (
    <div className="time-axis" aria-hidden="true">
      {ticks.map((tick) => (
        <span
          key={tick.ms}
          className={shareOf(range, tick.ms) < labelShare ? "at-start" : undefined}
          style={{ left: percentOf(range, tick.ms) }}
        >
          {tick.text}
        </span>
      ))}
      {showsNow && (
        <span
          className={shareOf(range, nowMs) > 1 - labelShare ? "at-end" : undefined}
          style={{ left: percentOf(range, nowMs) }}
        >
          now
        </span>
      )}
    </div>
  );
}
