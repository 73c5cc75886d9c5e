const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;
/** The usual form: UTC, a day that every month has, no leap second. It needs no calendar, which ingest is spared. */
const plainUtc = /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d+))?Z$/;

/**
 * Normalises an RFC 3339 instant (§5.6, offset or `Z` required) to UTC with exactly six fraction digits and `Z`;
 * finer digits are cut. Two normalised instants compare as text. A leap second counts as the second after it.
 * Null for anything else, impossible calendar dates included.
 */
export function parseTimestamp(text: string): string | null {
  const plain = plainUtc.exec(text);
  if (plain && !text.startsWith("0000")) return `${plain[1]}.${microseconds(plain[2])}Z`;
  const parts = rfc3339.exec(text);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second, fraction, sign, offsetHour = "0", offsetMinute = "0"] = parts;
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (h > 23 || m > 59 || s > 60 || Number(offsetHour) > 23 || Number(offsetMinute) > 59) return null;
  const midnightMs = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  // Date.parse lets 30 February roll over to March: the day must read back as it was written.
  if (Number.isNaN(midnightMs) || new Date(midnightMs).getUTCDate() !== Number(day)) return null;
  const offsetMinutes = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === "-" ? -1 : 1);
  const ms = midnightMs + ((h * 60 + m - offsetMinutes) * 60 + s) * 1_000;
  const utc = new Date(ms);
  // PostgreSQL knows no year 0.
  if (utc.getUTCFullYear() < 1 || utc.getUTCFullYear() > 9999) return null;
  return `${utc.toISOString().slice(0, 19)}.${microseconds(fraction)}Z`;
}

const microseconds = (fraction = "") => fraction.slice(0, 6).padEnd(6, "0");

/** An instant given in milliseconds since the epoch, in the normalised form of `parseTimestamp`. */
export function formatTimestamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 23)}000Z`;
}
