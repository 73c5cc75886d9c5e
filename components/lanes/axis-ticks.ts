import { formatClock } from "@/components/ui/format-instant";
import type { LaneRange } from "./lane";

export type AxisTick = { at: number; text: string };

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * second),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minute),
  ...[1, 2, 3, 6, 12].map((n) => n * hour),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((n) => n * day),
];

/**
 * Round moments of a range in a time zone, at most `most`, each as short as it can be told: the clock, and the day where
 * one begins. Over a change of clocks they stay evenly apart. Ranges under a second have none.
 */
export function axisTicks({ start, end }: LaneRange, zone: string, most = 9): AxisTick[] {
  const step = steps.find((each) => (end - start) / each <= most - 1) ?? steps.at(-1) ?? day;
  const offset = offsetMs(start, zone);
  const ticks: AxisTick[] = [];
  for (let at = Math.ceil((start + offset) / step) * step - offset; at <= end && ticks.length < most; at += step) {
    ticks.push({ at, text: textOf(at, { zone, step }) });
  }
  return ticks;
}

function textOf(at: number, { zone, step }: { zone: string; step: number }): string {
  const instant = new Date(at).toISOString();
  const { clock } = formatClock(instant, zone);
  if (step >= day || clock === "00:00:00") return dayText(at, zone);
  return step >= minute ? clock.slice(0, 5) : clock;
}

function dayText(at: number, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: zone }).format(at);
}

/** How far the zone's clocks are ahead of UTC at an instant. */
function offsetMs(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" },
  }).formatToParts(at);
  const [year, month, date, hours, minutes, seconds] = (
    ["year", "month", "day", "hour", "minute", "second"] as const
  ).map((type) => Number(parts.find((part) => part.type === type)?.value ?? 0));
  return (
    Date.UTC(year ?? 0, (month ?? 1) - 1, date ?? 1, hours ?? 0, minutes ?? 0, seconds ?? 0) -
    Math.floor(at / 1_000) * 1_000
  );
}
