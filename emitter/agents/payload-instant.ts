import type { JsonValue } from "../draft";

const [firstMs, endMs] = [Date.UTC(2000, 0, 1), Date.UTC(2101, 0, 1)];
const rfc3339 = /^(\d{4}-\d\d-(\d\d))T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;

/**
 * RFC 3339 or milliseconds since the epoch, in the years that an event may have, as a timestamp that Sightline takes;
 * undefined for anything else.
 */
export function instantOf(value: JsonValue | undefined): string | undefined {
  if (typeof value === "number") return isWithin(value) ? new Date(Math.trunc(value)).toISOString() : undefined;
  const parts = typeof value === "string" ? rfc3339.exec(value) : null;
  if (!parts) return undefined;
  const [instant, date, day] = parts;
  // Date.parse lets 30 February roll over to March: the day must read back as it was written.
  const isDay = new Date(`${date}T00:00:00Z`).getUTCDate() === Number(day);
  return isDay && isWithin(Date.parse(instant.toUpperCase())) ? instant : undefined;
}

const isWithin = (ms: number) => ms >= firstMs && ms < endMs;
