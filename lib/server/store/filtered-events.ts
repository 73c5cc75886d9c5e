import type { PoolClient } from "pg";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { type CursorRange, indexedPart } from "./block-index";
import { eventColumns, rawEventTypes, type StoredEvent, storedEventOf } from "./event-row";
import { type EventSearch, eventSearch } from "./event-search";
import { isKept } from "./read-log";
import { Bindings, whereFromFilter } from "./where-from-filter";

export type EventsAsked = {
  workspaceId: number;
  filter: TimelineFilter;
  order: "asc" | "desc";
  range: CursorRange;
  wanted: number;
};

/** What is asked, with the search apart from the part of the filter that is SQL. */
type Reading = EventsAsked & { search: EventSearch | null };

/**
 * What block and word index cover is read event by event where they say so; the newest part, which they don't cover yet, is read as
 * it stands. Every row is compared with the filter itself, so an index decides what is read and never what is found.
 */
export async function filteredEvents(client: PoolClient, asked: EventsAsked): Promise<StoredEvent[]> {
  const { workspaceId, filter, order, range, wanted } = asked;
  const { q, ...plain } = filter;
  const reading: Reading = { ...asked, filter: plain, search: q === undefined ? null : eventSearch(q) };
  const index = await indexedPart(client, workspaceId, filter);
  const events: StoredEvent[] = [];
  const readAsItStands = async () => {
    const low = Math.max(range.low, index.upTo + 1);
    if (low > range.high || events.length >= wanted) return;
    const rest = { ...reading, range: { low, high: range.high }, wanted: wanted - events.length };
    events.push(...(await eventsBetween(client, rest)));
  };
  if (order === "desc") await readAsItStands();
  if (events.length < wanted) {
    // Where many of the candidates don't match, as an edge in time makes of them, portions grow.
    let portion = wanted;
    for await (const cursors of index.candidates(range, order)) {
      for (let from = 0; from < cursors.length && events.length < wanted; ) {
        const next = cursors.slice(from, from + Math.max(portion, wanted - events.length));
        events.push(...(await eventsAt(client, next, { ...reading, wanted: wanted - events.length })));
        from += next.length;
        portion = Math.min(portion * 2, portionMax);
      }
      if (events.length >= wanted) break;
    }
  }
  if (order === "asc") await readAsItStands();
  return events;
}

const portionMax = 2_048;
/** Events that are looked at for a search at a time, and cursors that one statement goes over for them. */
const searchedPortion = 256;
const searchedSpan = 32_768;

async function eventsAt(client: PoolClient, cursors: readonly number[], reading: Reading): Promise<StoredEvent[]> {
  const at = (bindings: Bindings) => [`e.cursor = ANY (${bindings.bind(cursors)}::bigint[])`];
  if (!reading.search) return readEvents(client, reading, at);
  const found = await reading.search.found(await readEvents(client, { ...reading, wanted: cursors.length }, at));
  return found.slice(0, reading.wanted);
}

async function eventsBetween(client: PoolClient, reading: Reading): Promise<StoredEvent[]> {
  const { search, order, wanted } = reading;
  if (!search) return readEvents(client, reading, within(reading.range));
  const events: StoredEvent[] = [];
  let { low, high } = reading.range;
  high = Math.min(high, await newestCursor(client, reading));
  while (low <= high && events.length < wanted) {
    const span =
      order === "asc"
        ? { low, high: Math.min(high, low + searchedSpan - 1) }
        : { low: Math.max(low, high - searchedSpan + 1), high };
    const rows = await readEvents(client, { ...reading, wanted: searchedPortion }, within(span), search);
    events.push(...(await search.found(rows)));
    const last = rows.length === searchedPortion ? rows.at(-1)?.cursor : undefined;
    if (order === "asc") low = (last ?? span.high) + 1;
    else high = (last ?? span.low) - 1;
  }
  return events.slice(0, wanted);
}

/** Spans above it hold nothing, and there is no end of them. */
async function newestCursor(client: PoolClient, { workspaceId }: Reading): Promise<number> {
  const { rows } = await client.query<{ head: string }>("SELECT head FROM logs WHERE workspace_id = $1", [workspaceId]);
  return Number(rows[0]?.head ?? 0);
}

/** As a condition of `readEvents`. */
export const within =
  ({ low, high }: CursorRange) =>
  (bindings: Bindings) => [`e.cursor >= ${bindings.bind(low)}`, `e.cursor <= ${bindings.bind(high)}`];

/** The first rows of a part of the log that fit the filter as far as it is SQL. */
export async function readEvents(
  client: Pick<PoolClient, "query">,
  { workspaceId, filter, order, wanted }: Omit<EventsAsked, "range">,
  where: (bindings: Bindings) => string[],
  search: EventSearch | null = null,
): Promise<StoredEvent[]> {
  const bindings = new Bindings();
  const workspace = bindings.bind(workspaceId);
  const conditions = [
    `e.workspace_id = ${workspace}`,
    isKept(workspace),
    ...where(bindings),
    ...whereFromFilter(filter, bindings),
    ...(search?.condition(bindings) ?? []),
  ];
  const { rows } = await client.query({
    text: `SELECT ${eventColumns} FROM events e WHERE ${conditions.join(" AND ")} ORDER BY e.cursor ${order === "asc" ? "ASC" : "DESC"} LIMIT ${bindings.bind(wanted)}`,
    values: bindings.values,
    types: rawEventTypes,
  });
  return rows.map(storedEventOf);
}
