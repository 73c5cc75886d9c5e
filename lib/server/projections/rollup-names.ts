import type { PoolClient } from "pg";

/** Type, category, status, severity, source; empty where an event has none. */
export type ShapeNames = readonly [string, string, string, string, string];

/**
 * Numbers for shapes that have none yet, in the order given. Numbers are given out under the lock of the read model's row
 * and never taken back, not by a rebuild either: whoever reads may keep what they mean.
 */
export async function numberShapes(
  client: PoolClient,
  workspaceId: number,
  shapes: readonly ShapeNames[],
): Promise<number> {
  const column = (index: number) => shapes.map((names) => names[index]);
  const { rows } = await client.query<{ first: number }>({
    name: "number-rollup-shapes",
    text: `
      WITH newest AS (SELECT coalesce(max(shape), 0) AS shape FROM rollup_shapes WHERE workspace_id = $1),
      numbered AS (
        INSERT INTO rollup_shapes (workspace_id, shape, event_type, category, status, severity, source)
        SELECT $1, newest.shape + n.place, n.event_type, n.category, n.status, n.severity, n.source
        FROM newest, unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
          WITH ORDINALITY AS n (event_type, category, status, severity, source, place)
      )
      SELECT shape + 1 AS first FROM newest`,
    values: [workspaceId, ...[0, 1, 2, 3, 4].map(column)],
  });
  return rows[0]?.first ?? 1;
}

/** As `numberShapes`, for agents. */
export async function numberAgents(
  client: PoolClient,
  workspaceId: number,
  agentIds: readonly string[],
): Promise<number> {
  const { rows } = await client.query<{ first: number }>({
    name: "number-rollup-agents",
    text: `
      WITH newest AS (SELECT coalesce(max(agent), 0) AS agent FROM rollup_agents WHERE workspace_id = $1),
      numbered AS (
        INSERT INTO rollup_agents (workspace_id, agent, agent_id)
        SELECT $1, newest.agent + n.place, n.agent_id
        FROM newest, unnest($2::text[]) WITH ORDINALITY AS n (agent_id, place)
      )
      SELECT agent + 1 AS first FROM newest`,
    values: [workspaceId, agentIds],
  });
  return rows[0]?.first ?? 1;
}

/** The numbers of those agents that have one. */
export async function findAgentNumbers(
  client: PoolClient,
  workspaceId: number,
  agentIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await client.query<{ agent: number; agent_id: string }>(
    "SELECT agent, agent_id FROM rollup_agents WHERE workspace_id = $1 AND agent_id = ANY ($2::text[])",
    [workspaceId, agentIds],
  );
  return new Map(rows.map(({ agent, agent_id }) => [agent_id, agent]));
}

/** What those agents are called. */
export async function nameAgents(
  client: PoolClient,
  workspaceId: number,
  agents: readonly number[],
): Promise<Map<number, string>> {
  const { rows } = await client.query<{ agent: number; agent_id: string }>(
    "SELECT agent, agent_id FROM rollup_agents WHERE workspace_id = $1 AND agent = ANY ($2::int[])",
    [workspaceId, agents],
  );
  return new Map(rows.map(({ agent, agent_id }) => [agent, agent_id]));
}
