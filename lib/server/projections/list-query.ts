import { isScope } from "../store/scopes";
import type { Bindings } from "../store/where-from-filter";

/** What lists of read models may be narrowed by: identifiers and labels, each any of the values given. */
export const listFields = [
  "agent_id",
  "agent_role",
  "session_id",
  "task_id",
  "trace_id",
  "correlation_id",
  "project",
  "source",
  "operation",
] as const;
export type ListField = (typeof listFields)[number];

/** `since` (inclusive) and `until` (exclusive) are instants, and go by what was heard last of a thing, of an action by its start. */
export type ListFilter = { readonly [field in ListField]?: readonly string[] } & {
  readonly state?: readonly string[];
  readonly archived?: boolean;
  readonly since?: string;
  readonly until?: string;
};

/** A page of a list, newest activity first: what lies below the place `before`. */
export type ListQuery = { limit: number; before: number | undefined; filter: ListFilter };

/** A page of rows by their places in the list. */
export type ListPage<T> = { items: T[]; hasMore: boolean; last: number | null };

/**
 * How each field narrows a list of rows aliased `t`: the column that must be one of its values, or a condition in SQL on `any`,
 * the placeholder of the values as a list of text; `$1` is the workspace.
 */
export type ListConditions = { readonly [field in ListField | "state"]?: string | ((any: string) => string) };

type ListShape = {
  /** The column by which the list is ordered: a cursor, of which the row has heard nothing newer, or a multiple of it. */
  place: string;
  /** How many places each cursor has. */
  placesPerCursor?: number;
  /** The instant that `since` and `until` go by; not later than the receipt of the event that the place is of. */
  seen?: string;
  fields: ListConditions;
  bindings: Bindings;
};

/** The conditions of a list's page. */
export function listConditions(
  workspaceId: number,
  { filter, before }: Pick<ListQuery, "filter" | "before">,
  { place, placesPerCursor = 1, seen = "last_seen", fields, bindings }: ListShape,
): string {
  const workspace = bindings.bind(workspaceId);
  const conditions = [`t.workspace_id = ${workspace}`];
  for (const [field, condition] of Object.entries(fields)) {
    const values = filter[field as ListField];
    if (values === undefined) continue;
    if (typeof condition === "function") conditions.push(condition(`${bindings.bind(values)}::text[]`));
    // A single value leaves an index on (workspace, column, place) in the list's order; a list of values would not.
    else if (values.length === 1) conditions.push(`t.${condition} = ${bindings.bind(values[0])}`);
    else conditions.push(`t.${condition} = ANY (${bindings.bind(values)}::text[])`);
  }
  if (filter.since !== undefined) {
    const since = `${bindings.bind(filter.since)}::timestamptz`;
    conditions.push(`t.${seen} >= ${since}`);
    // A scope's log has holes, in which nothing says when it was received.
    if (!isScope(workspaceId)) conditions.push(`t.${place} >= ${placesPerCursor} * (${cursorAt(workspace, since)})`);
  }
  if (filter.until !== undefined) conditions.push(`t.${seen} < ${bindings.bind(filter.until)}::timestamptz`);
  if (before !== undefined) conditions.push(`t.${place} < ${bindings.bind(before)}`);
  return conditions.join(" AND ");
}

/**
 * A cursor below which no event was received at an instant or later, found in the log by halves, as receipts grow with the cursor.
 * What was heard of since then has a higher one, so a list is not read to its end. A minute is for clocks that were set back.
 */
export const cursorAt = (workspace: string, instant: string) => `
  WITH RECURSIVE halves (low, high) AS (
    SELECT l.floor, l.head + 1 FROM logs l WHERE l.workspace_id = ${workspace}
    UNION ALL
    SELECT CASE WHEN e.is_before THEN (h.low + h.high) / 2 + 1 ELSE h.low END,
      CASE WHEN e.is_before THEN h.high ELSE (h.low + h.high) / 2 END
    FROM halves h CROSS JOIN LATERAL (
      SELECT coalesce((SELECT e.received_at < ${instant} - INTERVAL '1 minute' FROM events e
        WHERE e.workspace_id = ${workspace} AND e.cursor = (h.low + h.high) / 2), true) AS is_before
    ) e
    WHERE h.low < h.high
  )
  SELECT max(low) FROM halves`;

/** The page that `limit + 1` rows make. */
export function listPage<R, T>(
  rows: readonly R[],
  limit: number,
  { item, place }: { item: (row: R) => T; place: (row: R) => number },
): ListPage<T> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(item), hasMore: rows.length > limit, last: last === undefined ? null : place(last) };
}
