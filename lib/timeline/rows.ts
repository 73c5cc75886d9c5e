import type { AgentEvent } from "../contract/event";
import { lateMsOf } from "./event-time";

/**
 * A place in the log worth a line of its own. It stands directly above the newest event whose cursor is at most
 * `cursor`: everything above the line came after it. `at` is an instant in epoch milliseconds.
 */
export type Marker = { cursor: number; at: number } & (
  | { kind: "paused" }
  /** Where somebody jumped to. */
  | { kind: "jumped" }
  /** The stream was away for `awayMs`; `to` is the position reached when it had caught up. */
  | { kind: "reconnected"; awayMs: number; to: number; proven: boolean }
  /** Cursor `expected` should have come next, `got` came: an error of the server that must not be hidden. */
  | { kind: "gap"; expected: number; got: number }
  /** Retention overtook the reader: what lay between `requested` and `floor` is gone. */
  | { kind: "reset"; requested: string; floor: number }
);

/** A line of the timeline. A minute's line stands above its events; `key` is stable while events arrive. */
export type Row =
  | { kind: "event"; key: number; event: AgentEvent }
  | { kind: "minute"; key: string; startsAt: string; events: number; errors: number }
  | { kind: "marker"; key: string; marker: Marker };

/**
 * The lines for events given newest first. Minutes follow `timestamp`, except that a straggler (received more than a
 * minute after it happened) opens none: one late event must not cut the minute around it in two. The newest minute
 * has no line, so that the top of the list is an event. Counts are of the events given.
 */
export function rowsOf(events: readonly AgentEvent[], markers: readonly Marker[] = []): Row[] {
  const rows: Row[] = [];
  const waiting = [...markers].sort((a, b) => b.cursor - a.cursor);
  let nextMarker = 0;
  let minute: string | null = null;
  let line: Extract<Row, { kind: "minute" }> | null = null;
  for (const event of events) {
    for (let marker = waiting[nextMarker]; marker && marker.cursor >= event.cursor; marker = waiting[++nextMarker]) {
      rows.push(markerRow(marker));
    }
    const own = event.timestamp.slice(0, "2026-11-17T14:05".length);
    if (own !== minute && (minute === null || lateMsOf(event) === null)) {
      if (minute !== null) {
        line = { kind: "minute", key: `minute ${own} ${event.cursor}`, startsAt: `${own}:00Z`, events: 0, errors: 0 };
        rows.push(line);
      }
      minute = own;
    }
    if (line) {
      line.events += 1;
      if (event.severity === "error" || event.severity === "critical") line.errors += 1;
    }
    rows.push({ kind: "event", key: event.cursor, event });
  }
  for (const marker of waiting.slice(nextMarker)) rows.push(markerRow(marker));
  return rows;
}

/** The events among the lines, in their order. */
export function eventsIn(rows: readonly Row[]): AgentEvent[] {
  return rows.flatMap((row) => (row.kind === "event" ? [row.event] : []));
}

function markerRow(marker: Marker): Row {
  return { kind: "marker", key: `${marker.kind} ${marker.cursor} ${marker.at}`, marker };
}
