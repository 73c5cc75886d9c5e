import type { TimelineFilter } from "@/lib/timeline/filter";
import { eventColumns, rawEventTypes, type StoredEvent, storedEventOf } from "./event-row";
import { eventSearch } from "./event-search";
import type { NotifierTurn } from "./notifier-turn";
import { Bindings, whereFromFilter } from "./where-from-filter";

/** What of a rule the log is asked: events above `fromCursor` that its filter lets through. */
export type AskedFilter = { filter: TimelineFilter; fromCursor: number };

/** Live events alone: what was imported happened elsewhere, long ago. */
function conditionOf({ filter, fromCursor }: AskedFilter, { after }: NotifierTurn, bindings: Bindings): string {
  const { q, ...plain } = filter;
  const conditions = [
    // Evaluated for each event and rule: what the range says already is left out.
    ...(fromCursor > after ? [`e.cursor > ${bindings.bind(fromCursor)}`] : []),
    ...whereFromFilter(plain, bindings),
    ...(q === undefined ? [] : eventSearch(q).condition(bindings)),
  ];
  return conditions.length === 0 ? "true" : `(${conditions.join(" AND ")})`;
}

const inRange = (turn: NotifierTurn, upTo: number, bindings: Bindings) =>
  `e.workspace_id = ${bindings.bind(turn.workspaceId)} AND e.cursor > ${bindings.bind(turn.after)}
    AND e.cursor <= ${bindings.bind(upTo)} AND e.origin = 'live'`;

/**
 * Events of the turn's range that some of the filters may let through, ascending; a search is for the predicate to judge. Where
 * there are more than `limit` the range ends with the last of them.
 */
export async function readMatches(
  turn: NotifierTurn,
  filters: readonly AskedFilter[],
  { upTo, limit }: { upTo: number; limit: number },
): Promise<{ events: StoredEvent[]; upTo: number }> {
  if (filters.length === 0 || upTo <= turn.after) return { events: [], upTo };
  const bindings = new Bindings();
  const { rows } = await turn.client.query({
    text: `SELECT ${eventColumns} FROM events e WHERE ${inRange(turn, upTo, bindings)}
      AND (${filters.map((filter) => conditionOf(filter, turn, bindings)).join(" OR ")})
      ORDER BY e.cursor LIMIT ${bindings.bind(limit)}`,
    values: bindings.values,
    types: rawEventTypes,
  });
  const events = rows.map(storedEventOf);
  const last = events.length < limit ? undefined : events.at(-1);
  return { events, upTo: last?.cursor ?? upTo };
}

/** What matched within one minute (since 1970), by receipt. */
export type MinuteTally = { minute: number; count: number; firstCursor: number; lastCursor: number; lastAtMs: number };

/** How often each filter (without a search) matched in the turn's range, minute by minute; one pass over it for all. */
export async function tallyMatches(
  turn: NotifierTurn,
  filters: readonly AskedFilter[],
  upTo: number,
): Promise<MinuteTally[][]> {
  if (filters.length === 0 || upTo <= turn.after) return filters.map(() => []);
  const bindings = new Bindings();
  const range = inRange(turn, upTo, bindings);
  const columns = filters.map((filter, i) => {
    const matching = `FILTER (WHERE ${conditionOf(filter, turn, bindings)})`;
    return `count(*) ${matching} AS n${i}, min(e.cursor) ${matching} AS f${i}, max(e.cursor) ${matching} AS l${i},
      (extract(epoch FROM max(e.received_at) ${matching}) * 1000)::float8 AS t${i}`;
  });
  const { rows } = await turn.client.query<Record<string, string | number | null>>({
    text: `SELECT floor(extract(epoch FROM e.received_at) / 60)::int AS minute, ${columns.join(", ")}
      FROM events e WHERE ${range} GROUP BY 1 ORDER BY 1`,
    values: bindings.values,
  });
  return filters.map((_, i) =>
    rows.flatMap((row) =>
      Number(row[`n${i}`]) === 0
        ? []
        : [
            {
              minute: Number(row.minute),
              count: Number(row[`n${i}`]),
              firstCursor: Number(row[`f${i}`]),
              lastCursor: Number(row[`l${i}`]),
              lastAtMs: Math.floor(Number(row[`t${i}`])),
            },
          ],
    ),
  );
}

/** When an event was received; null where the log has none of this cursor. */
export async function receivedAtMs({ client, workspaceId }: NotifierTurn, cursor: number): Promise<number | null> {
  const { rows } = await client.query<{ at: number }>({
    name: "received-at",
    text: `SELECT floor(extract(epoch FROM received_at) * 1000)::float8 AS at FROM events
      WHERE workspace_id = $1 AND cursor = $2`,
    values: [workspaceId, cursor],
  });
  return rows[0]?.at ?? null;
}
