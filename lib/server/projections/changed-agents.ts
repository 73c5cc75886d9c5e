import type { AgentCourse } from "@/lib/timeline/agent-course";
import { pool } from "../db/pool";
import { agentsProjection } from "./agents";
import { readAgents } from "./read-agents";

/** How far the read model of agents has followed a workspace's log. */
export async function agentsPosition(workspaceId: number): Promise<number> {
  const { rows } = await pool("query").query<{ cursor: string }>({
    name: "projection-position",
    text: "SELECT cursor FROM projection_cursors WHERE workspace_id = $1 AND name = $2",
    values: [workspaceId, agentsProjection.name],
  });
  return Number(rows[0]?.cursor ?? 0);
}

/** The cursor after which the newest events of the `limit` agents lie that changed last. */
export async function placeOfNewestAgents(workspaceId: number, limit: number): Promise<number> {
  const { rows } = await pool("query").query<{ cursor: string }>({
    name: "place-of-newest-agents",
    text: "SELECT cursor FROM agents WHERE workspace_id = $1 ORDER BY cursor DESC OFFSET $2 LIMIT 1",
    values: [workspaceId, limit],
  });
  return Number(rows[0]?.cursor ?? 0);
}

/**
 * The agents of which events above `place` tell, the oldest change first, `limit` at most. What lies up to `upTo` is in
 * them: the position is read before they are.
 */
export async function changedAgents(
  workspaceId: number,
  place: number,
  limit: number,
): Promise<{ agents: AgentCourse[]; upTo: number; hasMore: boolean }> {
  const position = await agentsPosition(workspaceId);
  if (position <= place) return { agents: [], upTo: place, hasMore: false };
  const where = "t.cursor > $2 ORDER BY t.cursor LIMIT $3";
  const agents = await readAgents(workspaceId, { where, values: [place, limit] });
  const reached = agents.at(-1)?.facts.cursor ?? place;
  const hasMore = agents.length === limit;
  return { agents, upTo: hasMore ? reached : Math.max(reached, position), hasMore };
}
