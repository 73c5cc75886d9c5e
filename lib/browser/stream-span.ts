import type { AgentEvent } from "../contract/event";

/**
 * A stretch of the log with everything in it that a feed lets through: the events with cursors above `after` up to
 * `to`. Whoever stands anywhere can tell by it what is new, what is known and whether something between is missing.
 */
export type StreamSpan = { after: number; to: number; events: readonly AgentEvent[] };

/** The span's events that a reader at `cursor` doesn't have: ascending, each once. */
export function newIn({ events }: StreamSpan, cursor: number): AgentEvent[] {
  let last = cursor;
  return events.filter((event) => {
    if (event.cursor <= last) return false;
    last = event.cursor;
    return true;
  });
}
