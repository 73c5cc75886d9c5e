import { instantOf } from "@/emitter/agents/payload-instant";
import type { JsonValue } from "@/lib/contract/event";
import { parseTimestamp } from "@/lib/contract/timestamp";

/** Nanoseconds since 1970 as an event's timestamp; undefined outside the years that events may have. */
export function instantOfNanos(digits: string | null): string | undefined {
  if (digits === null) return undefined;
  const nanos = BigInt(digits);
  const micros = String((nanos / 1_000n) % 1_000n).padStart(3, "0");
  return instantOf(Number(nanos / 1_000_000n))?.replace("Z", `${micros}Z`);
}

/** What an attribute says of the time, as an event's timestamp. */
export function instantOfValue(value: JsonValue | undefined): string | undefined {
  const instant = instantOf(value);
  return instant === undefined ? undefined : (parseTimestamp(instant) ?? undefined);
}
