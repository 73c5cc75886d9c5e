import type { PoolClient } from "pg";
import type { Range } from "./projection";
import { bytesOf } from "./rollup-counts";
import { numberAgents, numberShapes, type ShapeNames } from "./rollup-names";

/** Events to a block: where a minute's events lie in the log is known to that many cursors. */
export const blockEvents = 1_024;
/** The blocks of a range come as the bits of one number. */
export const digestEventsMax = 30 * blockEvents;

type DigestRow = [
  minute: number,
  shape: number | null,
  agent: number | null,
  events: number,
  blocks: number,
  names: ShapeNames | null,
  agentId: string | null,
];

/** Counts the events of a range (at most `digestEventsMax`) by minute, agent and shape, as bytes. */
export async function digestEvents(
  client: PoolClient,
  { workspaceId, after, upTo }: Range,
): Promise<{ counts: Buffer; blocks: Buffer }> {
  const firstBlock = Math.floor(after / blockEvents);
  const { rows } = await client.query<DigestRow>({
    name: "digest-events",
    rowMode: "array",
    text: `
      SELECT (extract(epoch FROM c.start) / 60)::int, s.shape, CASE WHEN c.agent_id IS NULL THEN 0 ELSE a.agent END,
        c.events, c.blocks,
        CASE WHEN s.shape IS NULL THEN ARRAY[c.event_type, c.category, c.status, c.severity, c.source] END,
        CASE WHEN a.agent IS NULL THEN c.agent_id END
      FROM (
        SELECT date_bin('1 minute', timestamp, '2000-01-01Z') AS start, event_type, category,
          coalesce(status, '') AS status, severity, coalesce(source, '') AS source, agent_id, count(*)::int AS events,
          bit_or(1 << ((cursor - 1) / ${blockEvents} - $4)::int) AS blocks
        FROM events WHERE workspace_id = $1 AND cursor > $2 AND cursor <= $3
        GROUP BY 1, event_type, category, 4, severity, 6, agent_id
      ) c
      LEFT JOIN rollup_shapes s ON s.workspace_id = $1 AND s.event_type = c.event_type AND s.category = c.category
        AND s.status = c.status AND s.severity = c.severity AND s.source = c.source
      LEFT JOIN rollup_agents a ON a.workspace_id = $1 AND a.agent_id = c.agent_id`,
    values: [workspaceId, after, upTo, firstBlock],
  });
  const shapeOf = await numberNew(
    rows.flatMap(([, , , , , names]) => (names ? [names] : [])),
    (names) => names.join("\0"),
    (names) => numberShapes(client, workspaceId, names),
  );
  const agentOf = await numberNew(
    rows.flatMap(([, , , , , , agentId]) => (agentId === null ? [] : [agentId])),
    (agentId) => agentId,
    (agentIds) => numberAgents(client, workspaceId, agentIds),
  );
  const blocksOf = new Map<number, number>();
  const counts: number[] = [];
  for (const [minute, shape, agent, events, blocks, names, agentId] of rows) {
    counts.push(
      minute,
      agent ?? (agentId === null ? 0 : agentOf(agentId)),
      shape ?? (names === null ? 0 : shapeOf(names)),
      events,
    );
    blocksOf.set(minute, (blocksOf.get(minute) ?? 0) | blocks);
  }
  return { counts: bytesOf(counts), blocks: bytesOf(blockList(blocksOf, firstBlock)) };
}

/** Gives numbers to what has none yet; answers the look-up. */
async function numberNew<T>(
  met: readonly T[],
  keyOf: (value: T) => string,
  number: (values: readonly T[]) => Promise<number>,
): Promise<(value: T) => number> {
  const fresh = new Map(met.map((value) => [keyOf(value), value]));
  const first = fresh.size > 0 ? await number([...fresh.values()]) : 0;
  const places = new Map([...fresh.keys()].map((key, place) => [key, first + place]));
  return (value) => places.get(keyOf(value)) ?? 0;
}

/** Minute, block, minute, block … */
function blockList(blocksOf: ReadonlyMap<number, number>, firstBlock: number): number[] {
  const list: number[] = [];
  for (const [minute, bits] of blocksOf) {
    for (let place = 0; place < 31; place += 1) if (bits & (1 << place)) list.push(minute, firstBlock + place);
  }
  return list;
}
