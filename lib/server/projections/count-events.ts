import type { PoolClient } from "pg";
import { formatTimestamp } from "@/lib/contract/timestamp";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { bucketMinutes, type SeriesPlan } from "@/lib/timeline/stats-series";
import { filteredEvents } from "../store/filtered-events";
import { isKept } from "../store/read-log";
import { Bindings, whereFromFilter } from "../store/where-from-filter";
import type { CountedField, StatsTally } from "./stats-tally";

export type CursorRange = { after: number; upTo: number };

type CountOptions = {
  workspaceId: number;
  /** Times fixed. */
  filter: TimelineFilter;
  plan: SeriesPlan;
  /** Where to look; null: in all of the log. */
  ranges: readonly CursorRange[] | null;
  /** What the rollups have counted: events up to this cursor in these minutes. */
  counted?: { upTo: number; from: number; to: number } | undefined;
};

/** No event is dated so late, and no instant beyond the year 9999 has four digits. */
const minuteMax = Date.UTC(9999) / 60_000;

type CountRow = { of: number; value: string | null; bucket: number | null; events: string };

/** The sets that are counted, each with what `GROUPING` answers for it. */
const fieldOf = new Map<number, CountedField | "agent_id">([
  [0b011111, "event_type"],
  [0b101111, "category"],
  [0b110111, "status"],
  [0b111011, "source"],
  [0b111101, "agent_id"],
]);

/** Counts events that match, one by one. Answers how many each agent has. */
export async function countEvents(
  client: PoolClient,
  tally: StatsTally,
  options: CountOptions,
): Promise<Map<string, number>> {
  const { q, ...filter } = options.filter;
  if (q === undefined) return countWhere(client, tally, options);
  const agents = new Map<string, number>();
  for (let low = 1; ; ) {
    const range = { low, high: Number.MAX_SAFE_INTEGER };
    const asked = {
      workspaceId: options.workspaceId,
      filter: options.filter,
      order: "asc" as const,
      range,
      wanted: foundAtOnce,
    };
    const found = (await filteredEvents(client, asked)).map(({ cursor }) => cursor);
    const some = await countWhere(client, tally, { ...options, filter, found });
    for (const [agent, events] of some) agents.set(agent, (agents.get(agent) ?? 0) + events);
    low = (found.at(-1) ?? 0) + 1;
    if (found.length < foundAtOnce) return agents;
  }
}

/** Events that a search found, counted by one statement. */
const foundAtOnce = 2_000;

async function countWhere(
  client: PoolClient,
  tally: StatsTally,
  { workspaceId, filter, plan, ranges, counted, found }: CountOptions & { found?: readonly number[] },
): Promise<Map<string, number>> {
  const bindings = new Bindings();
  const workspace = bindings.bind(workspaceId);
  const conditions = [`e.workspace_id = ${workspace}`, isKept(workspace), ...whereFromFilter(filter, bindings)];
  if (found) conditions.push(`e.cursor = ANY (${bindings.bind(found)}::bigint[])`);
  const instant = (minute: number) =>
    `${bindings.bind(formatTimestamp(Math.max(0, Math.min(minute, minuteMax)) * 60_000))}::timestamptz`;
  if (counted) {
    conditions.push(`(e.cursor > ${bindings.bind(counted.upTo)}
      OR e.timestamp < ${instant(counted.from)} OR e.timestamp >= ${instant(counted.to)})`);
  }
  const bound = (read: (range: CursorRange) => number) => `${bindings.bind((ranges ?? []).map(read))}::bigint[]`;
  const matching = (also: readonly string[]) => `
    SELECT e.event_type, e.category, e.status, e.severity, e.source, e.agent_id,
      date_bin('${bucketMinutes[plan.bucket]} minutes', least(e.timestamp, ${instant(plan.later)}), '2000-01-01Z') AS bucket
    FROM events e WHERE ${[...conditions, ...also].join(" AND ")}`;
  // Range by range: how short they are the planner can't see, and would rather read all of a large log once.
  const from =
    ranges === null
      ? `(${matching([])}) matching`
      : `unnest(${bound(({ after }) => after)}, ${bound(({ upTo }) => upTo)}) AS r (after, up_to)
         CROSS JOIN LATERAL (${matching(["e.cursor > r.after", "e.cursor <= r.up_to"])} OFFSET 0) matching`;
  const { rows } = await client.query<CountRow>(
    `SELECT GROUPING(event_type, category, status, source, agent_id, bucket) AS "of",
       coalesce(event_type, category, status, source, agent_id, severity) AS value,
       (extract(epoch FROM bucket) / 60)::int AS bucket, count(*) AS events
     FROM ${from}
     GROUP BY GROUPING SETS (event_type, category, status, source, agent_id, (bucket, severity))`,
    bindings.values,
  );
  const agents = new Map<string, number>();
  for (const { of, value, bucket, events } of rows) {
    if (value === null) continue;
    const field = fieldOf.get(of);
    if (field === undefined) tally.addAt(bucket ?? plan.later, value, Number(events));
    else if (field === "agent_id") agents.set(value, Number(events));
    else tally.addValue(field, value, Number(events));
  }
  return agents;
}
