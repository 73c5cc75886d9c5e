import { pool } from "../db/pool";

export type TypeCount = {
  agentId: string;
  eventType: string;
  events: number;
  errors: number;
  denials: number;
  firstSeen: Date;
  lastSeen: Date;
};

/** What agents did, by type. Reads all of their events through the index on (workspace, agent). */
export async function countByType(workspaceId: number, agentIds: readonly string[]): Promise<TypeCount[]> {
  const { rows } = await pool("query").query<TypeCount>({
    text: `
      SELECT agent_id AS "agentId", event_type AS "eventType", count(*)::int AS events,
        count(*) FILTER (WHERE severity IN ('error', 'critical') OR status = 'failure')::int AS errors,
        count(*) FILTER (WHERE status = 'denied'
          OR translate(event_type, '_', '.') IN ('operation.denied', 'permission.denied'))::int AS denials,
        min(least(timestamp, received_at)) AS "firstSeen", max(least(timestamp, received_at)) AS "lastSeen"
      FROM events WHERE workspace_id = $1 AND agent_id = ANY ($2::text[]) GROUP BY agent_id, event_type`,
    values: [workspaceId, agentIds],
  });
  return rows;
}

/**
 * Agent ids by their newest event, newest first: a loose scan of the index on (workspace, agent, cursor), whose cost is
 * the number of agents and not of events.
 */
export async function pageAgentIds(
  workspaceId: number,
  { limit, before }: { limit: number; before: number | undefined },
) {
  const { rows } = await pool("query").query<{ agent_id: string; newest: string }>({
    text: `
      WITH RECURSIVE ids AS (
        (SELECT agent_id FROM events WHERE workspace_id = $1 AND agent_id IS NOT NULL ORDER BY agent_id LIMIT 1)
        UNION ALL
        SELECT (SELECT e.agent_id FROM events e WHERE e.workspace_id = $1 AND e.agent_id > ids.agent_id
                ORDER BY e.agent_id LIMIT 1)
        FROM ids WHERE ids.agent_id IS NOT NULL
      )
      SELECT ids.agent_id, newest.cursor AS newest
      FROM ids, LATERAL (SELECT max(e.cursor) AS cursor FROM events e
                         WHERE e.workspace_id = $1 AND e.agent_id = ids.agent_id) newest
      WHERE ids.agent_id IS NOT NULL AND newest.cursor < $2
      ORDER BY newest.cursor DESC LIMIT $3`,
    values: [workspaceId, before ?? Number.MAX_SAFE_INTEGER, limit + 1],
  });
  const page = rows.slice(0, limit).map((row) => ({ agentId: row.agent_id, newest: Number(row.newest) }));
  return { page, hasMore: rows.length > limit };
}
