import type { TimeRange } from "./time-range";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const secondSteps = [1_000, 5_000, 15_000, 30_000];
const steps = [
  ...secondSteps,
  ...[1, 2, 5, 10, 15, 30].map((each) => each * minute),
  ...[1, 2, 3, 6, 12].map((each) => each * hour),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((each) => each * day),
];

export type TimeTick = { ms: number; text: string };

/**
 * At most `most` round moments of a range for its axis, round by the clock of the zone. What lies within two days is named
 * by the clock, anything longer by the day.
 */
export function timeTicks({ fromMs, toMs }: TimeRange, zone: string, most = 5): TimeTick[] {
  const length = toMs - fromMs;
  if (!(length > 0)) return [];
  const step = steps.find((each) => length / each <= most) ?? Math.ceil(length / most / day) * day;
  const format = tickFormat(step, length, zone);
  const ticks: TimeTick[] = [];
  const offset = zoneOffset(fromMs, zone);
  for (let local = Math.ceil((fromMs + offset) / step) * step; local - offset <= toMs + hour; local += step) {
    // The clock may have been set within the range: the offset is that of the tick itself.
    const ms = local - zoneOffset(local - offset, zone);
    if (ms >= fromMs && ms <= toMs) ticks.push({ ms, text: format.format(ms) });
  }
  return ticks;
}

function tickFormat(step: number, length: number, zone: string): Intl.DateTimeFormat {
  if (step >= day || length > 2 * day)
    return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: zone });
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone } as const;
  return new Intl.DateTimeFormat("en-GB", step < minute ? { ...clock, second: "2-digit" } : clock);
}

/** How far the zone's clock is ahead of UTC at a moment, in milliseconds. */
function zoneOffset(ms: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(ms);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return local - Math.floor(ms / 1_000) * 1_000;
}
