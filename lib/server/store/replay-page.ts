import type { PoolClient, QueryConfig } from "pg";
import { isUnfiltered, type TimelineFilter } from "@/lib/timeline/filter";
import { pool } from "../db/pool";
import { indexedPart } from "./block-index";
import { encodeEvent, eventColumnsAsText, eventJson } from "./event-row";
import { filteredEvents } from "./filtered-events";
import { atOneMoment } from "./one-moment";
import { Bindings, whereFromFilter } from "./where-from-filter";

export type ReplayPage = {
  /** The oldest cursor that the log kept at the moment of this read. */
  floor: number;
  count: number;
  /** The position reached: all matches up to here are in this page or came before it. */
  reached: number;
  /** The events in cursor order, put together in the form that was asked for. */
  text: string;
};

/** Texts around each event's cursor and its line of JSON. */
export type EventForm = { before: string; between: string; after: string };

type Range = {
  after: number;
  upTo: number;
  limit: number;
  /** How many cursors are looked through at most where no index says which of them match. */
  scanMax: number;
};

type Search = Range & { workspaceId: number; filter: TimelineFilter; form: EventForm | null };

type Part = { count: number; last: string; text: string };

/**
 * One page of a replay: what matches in `after` < cursor ≤ `upTo`, at most `limit` events; without a `form` as their lines
 * of JSON with commas between. Floor and events are of one snapshot, so that retention can't take events away unnoticed
 * between the two. PostgreSQL puts the page together, which leaves our process, where live readers wait, next to nothing
 * to do. Null when the workspace is gone.
 */
export async function replayPage(
  workspaceId: number,
  filter: TimelineFilter,
  range: Range & { form: EventForm | null },
): Promise<ReplayPage | null> {
  const search = { ...range, workspaceId, filter };
  if (!isUnfiltered(filter)) return atOneMoment("catch-up", (client) => filteredPage(client, search));
  const bindings = new Bindings();
  const workspace = bindings.bind(workspaceId);
  const part = partOf(search, bindings, [
    `e.cursor > ${bindings.bind(range.after)}`,
    `e.cursor <= ${bindings.bind(range.upTo)}`,
  ]);
  const { rows } = await pool("catch-up").query<Part & { floor: string }>({
    // Planning is a sixth of a page's cost. Only what everybody asks for is worth a prepared statement on each connection.
    name: `replay-page-${range.form ? "framed" : "listed"}`,
    text: `SELECT l.floor, p.* FROM logs l, LATERAL (${part}) p WHERE l.workspace_id = ${workspace}`,
    values: bindings.values,
  });
  const [row] = rows;
  if (!row) return null;
  const reached = row.count < range.limit ? range.upTo : Number(row.last);
  return { floor: Number(row.floor), count: row.count, reached, text: row.text };
}

/** What the block index covers is read where it says so, and then some of what it doesn't. */
async function filteredPage(client: PoolClient, search: Search): Promise<ReplayPage | null> {
  const { workspaceId, filter, form, after, upTo, limit, scanMax } = search;
  const { rows } = await client.query<{ floor: string }>("SELECT floor FROM logs WHERE workspace_id = $1", [
    workspaceId,
  ]);
  const [log] = rows;
  if (!log) return null;
  const page = { floor: Number(log.floor), count: 0, reached: after, text: "" };
  const add = async (query: QueryConfig, upToThere: number) => {
    const [part] = (await client.query<Part>(query)).rows;
    if (!part) throw new Error("an aggregate answered nothing");
    page.text += part.count > 0 && page.count > 0 && !form ? `,${part.text}` : part.text;
    page.count += part.count;
    page.reached = page.count < limit ? upToThere : Number(part.last);
  };
  const index = await indexedPart(client, workspaceId, filter);
  if (filter.q !== undefined) return searchedPage(client, search, { floor: page.floor, indexedUpTo: index.upTo });
  for await (const cursors of index.candidates({ low: after + 1, high: upTo }, "asc")) {
    for (let from = 0; from < cursors.length && page.count < limit; ) {
      const asked = cursors.slice(from, from + limit - page.count);
      await add(statementAt(asked, { ...search, limit: limit - page.count }), asked.at(-1) ?? after);
      from += asked.length;
    }
    if (page.count >= limit) return page;
  }
  page.reached = Math.max(after, Math.min(upTo, index.upTo));
  const scanned = Math.min(upTo, page.reached + scanMax);
  if (scanned > page.reached) {
    await add(statementBetween(page.reached, scanned, { ...search, limit: limit - page.count }), scanned);
  }
  return page;
}

/** Cursors that a page under a search covers: the index names events that have its words, and yet not its phrase. */
const searchedSpan = 65_536;

/** Under a search, which only the predicate can judge, the page is put together here. */
async function searchedPage(
  client: PoolClient,
  { workspaceId, filter, form, after, upTo, limit, scanMax }: Search,
  { floor, indexedUpTo }: { floor: number; indexedUpTo: number },
): Promise<ReplayPage> {
  const high =
    after < indexedUpTo ? Math.min(upTo, indexedUpTo, after + searchedSpan) : Math.min(upTo, after + scanMax);
  const range = { low: after + 1, high };
  const events = await filteredEvents(client, { workspaceId, filter, order: "asc", range, wanted: limit });
  const last = events.length < limit ? undefined : events.at(-1);
  const text = form
    ? events.map((each) => form.before + each.cursor + form.between + encodeEvent(each) + form.after).join("")
    : events.map(encodeEvent).join(",");
  return { floor, count: events.length, reached: Math.max(after, last?.cursor ?? high), text };
}

function statementAt(cursors: readonly number[], search: Search): QueryConfig {
  const bindings = new Bindings();
  const text = partOf(search, bindings, [`e.cursor = ANY (${bindings.bind(cursors)}::bigint[])`]);
  return { text, values: bindings.values };
}

function statementBetween(after: number, upTo: number, search: Search): QueryConfig {
  const bindings = new Bindings();
  const text = partOf(search, bindings, [`e.cursor > ${bindings.bind(after)}`, `e.cursor <= ${bindings.bind(upTo)}`]);
  return { text, values: bindings.values };
}

/** The events that fit, in one row: how many, the last one's cursor, and their text. */
function partOf({ workspaceId, filter, form, limit }: Search, bindings: Bindings, where: readonly string[]): string {
  const conditions = [`e.workspace_id = ${bindings.bind(workspaceId)}`, ...where, ...whereFromFilter(filter, bindings)];
  const text = (part: string) => `${bindings.bind(part)}::text`;
  const together = form
    ? `concat(${text(form.before)}, e.cursor, ${text(form.between)}, ${eventJson}, ${text(form.after)}), ''`
    : `concat(${eventJson}), ','`;
  return `
    SELECT count(*)::int AS count, coalesce(max(e.cursor), 0) AS last,
      coalesce(string_agg(${together} ORDER BY e.cursor), '') AS text
    FROM (
      SELECT ${eventColumnsAsText} FROM events e
      WHERE ${conditions.join(" AND ")} ORDER BY e.cursor LIMIT ${bindings.bind(limit)}
    ) e`;
}
