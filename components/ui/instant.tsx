"use client";

import { formatClock, formatDay, formatInstant, formatShortDay } from "./format-instant";
import { useViewerZone } from "./use-viewer-zone";

/** `moment` is the short day and the second. `words` stand for the moment where a figure of it says less: an age, say. */
type InstantProps = {
  time: string;
  form?: "clock" | "second" | "day" | "shortDay" | "moment" | "full" | { words: string };
};

/** A moment in the viewer's zone; the exact one, with its zone, on hover. */
export function Instant({ time, form = "clock" }: InstantProps) {
  const zone = useViewerZone();
  return (
    <time dateTime={time} title={`${formatInstant(time, zone)} ${zone} (${time})`}>
      {form === "clock" && <ClockText time={time} zone={zone} />}
      {form === "second" && formatClock(time, zone).clock}
      {form === "day" && formatDay(time, zone)}
      {form === "shortDay" && formatShortDay(time, zone)}
      {form === "moment" && `${formatShortDay(time, zone)}, ${formatClock(time, zone).clock}`}
      {form === "full" && formatInstant(time, zone)}
      {typeof form === "object" && form.words}
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
