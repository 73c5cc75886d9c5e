/** An instant as a field for local time wants it, `2026-11-17T14:06:12`, in a time zone. */
export function localTimeOf(ms: number, zone: string): string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}:${part("second")}`;
}

/** The instant, in milliseconds, that a local time means in a zone; in the hour that a clock skips, the one after it. Null for no time. */
export function instantOfLocal(local: string, zone: string): number | null {
  const guess = Date.parse(`${local}Z`);
  if (Number.isNaN(guess)) return null;
  const offsetAt = (ms: number) => Date.parse(`${localTimeOf(ms, zone)}Z`) - ms;
  return guess - offsetAt(guess - offsetAt(guess));
}
