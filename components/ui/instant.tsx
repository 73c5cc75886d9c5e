"use client";

import { formatClock, formatDay, formatInstant } from "./format-instant";
import { useViewerZone } from "./use-viewer-zone";

type InstantProps = { time: string; form?: "clock" | "day" | "full" };

/** A moment in the viewer's zone; the exact one, with its zone, on hover. */
export function Instant({ time, form = "clock" }: InstantProps) {
  const zone = useViewerZone();
  return (
    <time dateTime={time} title={`${formatInstant(time, zone)} ${zone} (${time})`}>
      {form === "clock" && <ClockText time={time} zone={zone} />}
      {form === "day" && formatDay(time, zone)}
      {form === "full" && formatInstant(time, zone)}
    </time>
  );
}

function ClockText({ time, zone }: { time: string; zone: string }) {
  const { clock, fraction } = formatClock(time, zone);
  return (
    <>
      {clock}
      <i>{fraction}</i>
    </>
  );
}
