import { formatClock, formatDay } from "@/components/ui/format-instant";

const minute = 60_000;
const day = 24 * 60 * minute;

/** `14:04 to 14:06`: the days where the span has whole ones, and seconds where it is short. */
export function spanWords(fromMs: number, toMs: number, zone: string): string {
  if (toMs - fromMs >= day) {
    const [first, last] = [shortDay(fromMs, zone), shortDay(toMs - 1, zone)];
    return first === last ? first : `${first} to ${last}`;
  }
  const digits = toMs - fromMs < minute ? 8 : 5;
  return `${clock(fromMs, zone, digits)} to ${clock(toMs, zone, digits)}`;
}

/** A moment of a chart: as exact as a range of that length can show it. */
export function momentWords(ms: number, rangeMs: number, zone: string): string {
  const time = clock(ms, zone, rangeMs <= 60 * minute ? 8 : 5);
  return rangeMs > day ? `${shortDay(ms, zone)}, ${time}` : time;
}

function clock(ms: number, zone: string, digits: number): string {
  return formatClock(new Date(ms).toISOString(), zone).clock.slice(0, digits);
}

/** `Tue 17 Nov`: a chart's own range gives the year. */
function shortDay(ms: number, zone: string): string {
  return formatDay(new Date(ms).toISOString(), zone).replace(/ \d{4}$/, "");
}
