import { type ModelsId, poolOf } from "./models";

/** How many of an agent's newest ended tasks its percentiles are of. */
const newestMax = 250;

export type TaskPercentiles = { p50_ms: number | null; p95_ms: number | null };

/** Nearest-rank percentiles of how long each agent's newest ended tasks took; agents without any are left out. */
export async function readTaskPercentiles(
  models: ModelsId,
  agentIds: readonly string[],
): Promise<Map<string, TaskPercentiles>> {
  const { rows } = await poolOf(models).query<TaskPercentiles & { agent_id: string }>({
    text: `
      SELECT a.agent_id, p.ms[1] AS p50_ms, p.ms[2] AS p95_ms FROM unnest($2::text[]) AS a (agent_id)
      CROSS JOIN LATERAL (
        SELECT percentile_disc(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY d.duration_ms) AS ms FROM (
          SELECT duration_ms FROM task_durations
          WHERE workspace_id = $1 AND agent_id = a.agent_id ORDER BY cursor DESC LIMIT $3
        ) d
      ) p WHERE p.ms IS NOT NULL`,
    values: [models, agentIds, newestMax],
  });
  return new Map(rows.map(({ agent_id, ...percentiles }) => [agent_id, percentiles]));
}
