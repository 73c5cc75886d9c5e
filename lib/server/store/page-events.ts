import type { TimelineFilter } from "@/lib/timeline/filter";
import { type PoolPurpose, pool } from "../db/pool";
import { eventColumns, rawEventTypes, type StoredEvent, storedEventOf } from "./event-row";
import { Bindings, whereFromFilter } from "./where-from-filter";

export type PageOptions = {
  order: "asc" | "desc";
  limit: number;
  /** Only cursors above it. */
  after?: number | undefined;
  /** Only cursors below it. */
  before?: number | undefined;
  /** Replays read through a pool of their own, so that they can't starve other queries. */
  purpose?: PoolPurpose;
};

/** One bounded read of a workspace's log by cursor (keyset, never an offset). The filter's times must be fixed. */
export async function pageEvents(
  workspaceId: number,
  filter: TimelineFilter,
  { order, limit, after, before, purpose = "query" }: PageOptions,
): Promise<{ events: StoredEvent[]; hasMore: boolean }> {
  const bindings = new Bindings();
  const conditions = [`e.workspace_id = ${bindings.bind(workspaceId)}`, ...whereFromFilter(filter, bindings)];
  if (after !== undefined) conditions.push(`e.cursor > ${bindings.bind(after)}`);
  if (before !== undefined) conditions.push(`e.cursor < ${bindings.bind(before)}`);
  const { rows } = await pool(purpose).query({
    text: `SELECT ${eventColumns} FROM events e WHERE ${conditions.join(" AND ")} ORDER BY e.cursor ${order === "asc" ? "ASC" : "DESC"} LIMIT ${bindings.bind(limit + 1)}`,
    values: bindings.values,
    types: rawEventTypes,
  });
  return { events: rows.slice(0, limit).map(storedEventOf), hasMore: rows.length > limit };
}
