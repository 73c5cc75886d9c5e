import type { AgentEvent } from "@/lib/contract/event";
import { instantOf } from "@/lib/timeline/agent-state";
import { kindOf } from "@/lib/timeline/event-kind";
import { toldNumber } from "@/lib/timeline/told";

/** An event of a trace where it stands in the tree, and when it began and ended; the same instant where it only happened. */
export type TraceRow = { event: AgentEvent; depth: number; start: number; end: number };

type Parents = readonly { cursor: number; parent: number | null }[];

/**
 * A trace's events as its tree: each below the one that it happened inside of, by their beginnings. Without parents, or
 * with parents that are not among them, events stand in the order in which they happened.
 */
export function traceRows(events: readonly AgentEvent[], tree: Parents): TraceRow[] {
  const known = new Set(events.map(({ cursor }) => cursor));
  const parentOf = new Map(tree.map(({ cursor, parent }) => [cursor, parent]));
  const childrenOf = new Map<number | null, AgentEvent[]>();
  for (const event of events) {
    const told = parentOf.get(event.cursor) ?? null;
    const parent = told !== null && known.has(told) ? told : null;
    const siblings = childrenOf.get(parent);
    if (siblings) siblings.push(event);
    else childrenOf.set(parent, [event]);
  }
  const rows: TraceRow[] = [];
  const open = rowsOf(childrenOf.get(null), 0);
  for (let row = open.shift(); row; row = open.shift()) {
    rows.push(row);
    open.unshift(...rowsOf(childrenOf.get(row.event.cursor), row.depth + 1));
  }
  return rows;
}

function rowsOf(events: readonly AgentEvent[] = [], depth: number): TraceRow[] {
  return events
    .map((event) => ({ event, depth, ...extentOf(event) }))
    .sort((a, b) => a.start - b.start || a.event.cursor - b.event.cursor);
}

/** A span is told at its beginning, everything else that took time at its end. */
function extentOf(event: AgentEvent): { start: number; end: number } {
  const at = instantOf(event);
  const took = Math.max(0, toldNumber(event.metadata, "duration_ms") ?? 0);
  return kindOf(event) === "otel.span" ? { start: at, end: at + took } : { start: at - took, end: at };
}
