const clocks = new Map<string, Intl.DateTimeFormat>();
const days = new Map<string, Intl.DateTimeFormat>();

/** `14:06:12` and `.482` of an RFC 3339 UTC instant, in a time zone. */
export function formatClock(instant: string, zone: string): { clock: string; fraction: string } {
  const format = cached(clocks, zone, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  return { clock: format.format(new Date(instant)), fraction: /\.\d{3}/.exec(instant)?.[0] ?? ".000" };
}

/** `Tue 17 Nov 2026` of an RFC 3339 UTC instant, in a time zone. */
export function formatDay(instant: string, zone: string): string {
  const format = cached(days, zone, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
  return format.format(new Date(instant)).replaceAll(",", "");
}

/** `Tue 17 Nov`, with the year where it is another than this one's. */
export function formatShortDay(instant: string, zone: string): string {
  const [, year = ""] = / (\d{4})$/.exec(formatDay(instant, zone)) ?? [];
  const isThisYear = formatDay(new Date().toISOString(), zone).endsWith(year);
  return isThisYear ? formatDay(instant, zone).slice(0, -5) : formatDay(instant, zone);
}

/** The whole instant for people: `Tue 17 Nov 2026, 14:06:12.482`. */
export function formatInstant(instant: string, zone: string): string {
  const { clock, fraction } = formatClock(instant, zone);
  return `${formatDay(instant, zone)}, ${clock}${fraction}`;
}

// Making a format costs far more than using it, and a list shows hundreds.
function cached(formats: Map<string, Intl.DateTimeFormat>, zone: string, options: Intl.DateTimeFormatOptions) {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
    formats.set(zone, format);
  }
  return format;
}
