import type { Reach } from "@/lib/contract/reach";
import { type Trace, type TracePage, traceParentsMax } from "@/lib/contract/trace";
import { traceParents } from "@/lib/timeline/trace-tree";
import { decodeEvent, type StoredEvent } from "../store/event-row";
import { pageEvents } from "../store/page-events";

type Paging = { limit: number; after: number | undefined };
type Events = { events: StoredEvent[]; hasMore: boolean };

/** A page of a trace's events within reach in cursor order, as far as the trace has been folded, with the parent of each. */
export async function readTracePage(
  reach: Reach,
  trace: Trace,
  { limit, after }: Paging,
): Promise<Pick<TracePage, "events" | "tree"> & { hasMore: boolean }> {
  const first = await readEvents(reach, trace, { limit: traceParentsMax, after: undefined });
  const page = after === undefined ? cut(first, limit) : await readEvents(reach, trace, { limit, after });
  const events = page.events.map(decodeEvent);
  const known = new Map([...first.events.map(decodeEvent), ...events].map((event) => [event.cursor, event]));
  const parents = traceParents([...known.values()].sort((a, b) => a.cursor - b.cursor));
  const tree = events.map(({ cursor }) => ({ cursor, parent: parents.get(cursor) ?? null }));
  return { events, tree, hasMore: page.hasMore };
}

/** An event names a trace in either of two fields, and a page of the log goes by one. */
async function readEvents(
  reach: Reach,
  { trace_id, first_cursor, cursor }: Trace,
  { limit, after }: Paging,
): Promise<Events> {
  const options = { order: "asc", limit, after: Math.max(after ?? 0, first_cursor - 1), before: cursor + 1 } as const;
  const pages = await Promise.all([
    pageEvents(reach, { trace_id: [trace_id] }, options),
    pageEvents(reach, { correlation_id: [trace_id] }, options),
  ]);
  const merged = new Map(pages.flatMap(({ events }) => events).map((event) => [event.cursor, event]));
  const events = [...merged.values()].sort((a, b) => a.cursor - b.cursor);
  return cut({ events, hasMore: pages.some(({ hasMore }) => hasMore) }, limit);
}

const cut = ({ events, hasMore }: Events, limit: number): Events => ({
  events: events.slice(0, limit),
  hasMore: hasMore || events.length > limit,
});
