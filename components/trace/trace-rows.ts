import type { AgentEvent } from "@/lib/contract/event";
import { instantOf } from "@/lib/timeline/agent-state";
import { kindOf } from "@/lib/timeline/event-kind";
import { toldNumber } from "@/lib/timeline/told";
import { sourceOf } from "./trace-path";

/**
 * An event of a trace where it stands in the tree, and when it began and ended; the same instant where it only happened.
 * `cameFrom` is the system before it, where that was another: of what it happened inside of, else of what stands above it.
 */
export type TraceRow = { event: AgentEvent; depth: number; start: number; end: number; cameFrom: string | null };

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
  const open = rowsOf(childrenOf.get(null), null).reverse();
  for (let row = open.pop(); row; row = open.pop()) {
    rows.push(row);
    for (const child of rowsOf(childrenOf.get(row.event.cursor), row).reverse()) open.push(child);
  }
  return rows;
}

function rowsOf(events: readonly AgentEvent[] = [], parent: TraceRow | null): TraceRow[] {
  const depth = parent === null ? 0 : parent.depth + 1;
  return events
    .map((event) => ({ event, depth, ...extentOf(event) }))
    .sort((a, b) => a.start - b.start || a.event.cursor - b.event.cursor)
    .map((row, index, siblings) => {
      const before = parent?.event ?? siblings[index - 1]?.event;
      const isHop = before !== undefined && sourceOf(before) !== sourceOf(row.event);
      return { ...row, cameFrom: isHop ? sourceOf(before) : null };
    });
}

/** A span is told at its beginning, everything else that took time at its end. */
function extentOf(event: AgentEvent): { start: number; end: number } {
  const at = instantOf(event);
  const took = Math.max(0, toldNumber(event.metadata, "duration_ms") ?? 0);
  return kindOf(event) === "otel.span" ? { start: at, end: at + took } : { start: at - took, end: at };
}
