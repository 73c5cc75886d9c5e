import type { AgentEvent } from "../contract/event";

/**
 * When an event counts as having happened: the smaller of what the emitter says and when we received it, as the instant
 * was written (RFC 3339, UTC, six digits), so that instants compare as text.
 */
export function timeOf({ timestamp, received_at }: Pick<AgentEvent, "timestamp" | "received_at">): string {
  return timestamp < received_at ? timestamp : received_at;
}

/** Later than this, an event tells of another time than the one in which it arrived. */
const lateAfterMs = 60_000;

/** How late an event came, where that is worth a word; null in time. What was imported is not late: it came on another day. */
export function lateMsOf({ timestamp, received_at, origin }: AgentEvent): number | null {
  const lateMs = Date.parse(received_at) - Date.parse(timestamp);
  return origin === "live" && lateMs > lateAfterMs ? lateMs : null;
}

/** Whole milliseconds from one instant of `timeOf` to a later one, rounded down; null where it is earlier. */
export function elapsedMs(since: string, until: string): number | null {
  const micros = microsOf(until) - microsOf(since);
  return micros < 0 ? null : Math.floor(micros / 1_000);
}

const microsOf = (instant: string) => Date.parse(`${instant.slice(0, 23)}Z`) * 1_000 + Number(instant.slice(23, 26));
