import type { AgentEvent } from "@/lib/contract/event";
import { pageLimitDefault, pageLimitMax } from "@/lib/contract/limits";
import type { EventPage } from "@/lib/contract/query";
import type { Reach } from "@/lib/contract/reach";
import { type FilterProblem, fixTimes, formatFilter, parseFilter } from "@/lib/timeline/filter";
import { highlightsOf } from "@/lib/timeline/search/highlights";
import { requireSearch } from "@/lib/timeline/search/search-query";
import { Pauses } from "../pauses";
import { decodeEvent } from "./event-row";
import { pageEvents } from "./page-events";
import { readLog } from "./read-log";

const pagingNames = ["limit", "order", "after", "before", "workspace"] as const;

type ReadOptions = { path?: string; order?: "asc" | "desc"; nowMs?: number };
type ReadResult = { ok: true; page: EventPage } | { ok: false; errors: FilterProblem[] };

/**
 * The page of events within reach that an address asks for: filter and paging read from `params`, `next` written back to the same
 * `path` with relative times as the instants that they meant here. With `order` given, the address may not choose it.
 */
export async function readEventPage(
  reach: Reach,
  params: URLSearchParams,
  { path = "/api/v1/events", order: fixedOrder, nowMs = Date.now() }: ReadOptions = {},
): Promise<ReadResult> {
  const parsed = parseFilter(params, { besides: pagingNames.filter((name) => !(fixedOrder && name === "order")) });
  const paging = parsePaging(params, fixedOrder);
  const errors = [...(parsed.ok ? [] : parsed.errors), ...paging.errors];
  if (!parsed.ok || errors.length > 0) return { ok: false, errors };

  const filter = fixTimes(parsed.filter, nowMs);
  const { workspaceId } = reach;
  const { order, limit, after, before } = paging;
  // The head is read first and bounds the page: a stream that goes on from it can neither miss nor repeat an event.
  const log = await readLog(workspaceId);
  const head = log?.head ?? 0;
  const { events, hasMore } = await pageEvents(reach, filter, {
    order,
    limit,
    after,
    before: Math.min(before ?? Number.MAX_SAFE_INTEGER, head + 1),
  });

  // Whoever reads onwards must hear of the floor that the page was read under, or could not tell that it was overtaken.
  const { floor } = (order === "asc" ? await readLog(workspaceId) : log) ?? { floor: 1 };
  let next: string | null = null;
  const last = events.at(-1);
  if (hasMore && last) {
    const query = formatFilter(filter);
    const workspace = params.get("workspace");
    if (workspace !== null) query.set("workspace", workspace);
    if (!fixedOrder) query.set("order", order);
    query.set("limit", String(limit));
    if (after !== undefined) query.set("after", String(after));
    if (before !== undefined) query.set("before", String(before));
    query.set(order === "asc" ? "after" : "before", String(last.cursor));
    next = `${path}?${query}`;
  }
  const page = { events: events.map(decodeEvent), has_more: hasMore, next, head, floor };
  return {
    ok: true,
    page: filter.q === undefined ? page : { ...page, highlights: await highlightsIn(page.events, filter.q) },
  };
}

/** What was found in which event; exclusions alone find nothing. */
async function highlightsIn(events: readonly AgentEvent[], q: string): Promise<EventPage["highlights"]> {
  const query = requireSearch(q);
  const pauses = new Pauses();
  const found: NonNullable<EventPage["highlights"]> = {};
  for (const event of events) {
    const highlights = highlightsOf(event, query);
    if (highlights.length > 0) found[event.event_id] = highlights;
    if (pauses.isDue) await pauses.take();
  }
  return found;
}

function parsePaging(params: URLSearchParams, fixedOrder: "asc" | "desc" | undefined) {
  const errors: FilterProblem[] = [];
  const wholeNumber = (name: string, min: number, max: number): number | undefined => {
    const given = params.getAll(name);
    if (given.length === 0) return undefined;
    const [text = ""] = given;
    const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    if (given.length === 1 && value >= min && value <= max) return value;
    errors.push({ path: name, message: `Must be one whole number from ${min} to ${max}.` });
    return undefined;
  };
  const limit = wholeNumber("limit", 1, pageLimitMax) ?? pageLimitDefault;
  const after = wholeNumber("after", 0, Number.MAX_SAFE_INTEGER);
  const before = wholeNumber("before", 0, Number.MAX_SAFE_INTEGER);
  const orders = params.getAll("order");
  if (!fixedOrder && (orders.length > 1 || (orders.length === 1 && orders[0] !== "asc" && orders[0] !== "desc"))) {
    errors.push({ path: "order", message: "Allowed: asc, desc." });
  }
  const order: "asc" | "desc" = fixedOrder ?? (orders[0] === "asc" ? "asc" : "desc");
  return { errors, limit, after, before, order };
}
