import type { AgentCourse } from "@/lib/timeline/agent-course";
import { agentsProjection } from "./agents";
import { type ModelsId, poolOf } from "./models";
import { readAgents } from "./read-agents";

/** How far the read model of agents has followed a workspace's log. */
export async function agentsPosition(models: ModelsId): Promise<number> {
  const { rows } = await poolOf(models).query<{ cursor: string }>({
    name: "projection-position",
    text: "SELECT cursor FROM projection_cursors WHERE workspace_id = $1 AND name = $2",
    values: [models, agentsProjection.name],
  });
  return Number(rows[0]?.cursor ?? 0);
}

/** The cursor after which the newest events of the `limit` agents lie that changed last. */
export async function placeOfNewestAgents(models: ModelsId, limit: number): Promise<number> {
  const { rows } = await poolOf(models).query<{ cursor: string }>({
    name: "place-of-newest-agents",
    text: "SELECT cursor FROM agents WHERE workspace_id = $1 ORDER BY cursor DESC OFFSET $2 LIMIT 1",
    values: [models, limit],
  });
  return Number(rows[0]?.cursor ?? 0);
}

/**
 * The agents of which events above `place` tell, the oldest change first, `limit` at most. What lies up to `upTo` is in
 * them: the position is read before they are.
 */
export async function changedAgents(
  models: ModelsId,
  place: number,
  limit: number,
): Promise<{ agents: AgentCourse[]; upTo: number; hasMore: boolean }> {
  const position = await agentsPosition(models);
  if (position <= place) return { agents: [], upTo: place, hasMore: false };
  const where = "t.cursor > $2 ORDER BY t.cursor LIMIT $3";
  const agents = await readAgents(models, { where, values: [place, limit] });
  const reached = agents.at(-1)?.facts.cursor ?? place;
  const hasMore = agents.length === limit;
  return { agents, upTo: hasMore ? reached : Math.max(reached, position), hasMore };
}
