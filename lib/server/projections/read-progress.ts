import type { ReadModelsProgress } from "@/lib/contract/read-models";
import { behindSql } from "./behind";
import { type ModelsId, poolOf, projectionsOf } from "./models";

/** How far read models are behind the log; the one furthest behind first. */
export async function readProgress(models: ModelsId): Promise<ReadModelsProgress> {
  const projections = projectionsOf(models);
  const { rows } = await poolOf(models).query<{
    head: string;
    floor: string;
    name: string | null;
    events: string;
    seconds: number | null;
  }>({
    name: "read-progress",
    text: `SELECT l.head, l.floor, b.name, b.events, b.seconds
      FROM logs l LEFT JOIN (${behindSql("l.workspace_id = $3")}) b ON true
      WHERE l.workspace_id = $3 ORDER BY b.events DESC, b.name`,
    values: [projections.map(({ name }) => name), projections.map(({ version }) => version), models],
  });
  return {
    head: Number(rows[0]?.head ?? 0),
    floor: Number(rows[0]?.floor ?? 1),
    behind: rows.flatMap(({ name, events, seconds }) =>
      name === null ? [] : [{ name, events: Number(events), seconds: seconds ?? 0 }],
    ),
  };
}
