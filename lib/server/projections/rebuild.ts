import { pool } from "../db/pool";

/**
 * Marks read models as made by an older fold: the next step of each empties its tables and begins at the log's floor. Readers
 * see what has been folded by then. Those of scopes are marked with them, and made anew when somebody reads them. Answers how many
 * there were, without these.
 */
export async function markForRebuild({
  workspaceId,
  name,
}: {
  workspaceId: number | undefined;
  name: string | undefined;
}): Promise<number> {
  const values = [workspaceId ?? null, name ?? null];
  const { rowCount } = await pool("projections").query(
    `UPDATE projection_cursors SET version = 0
      WHERE ($1::int IS NULL OR workspace_id = $1) AND ($2::text IS NULL OR name = $2)`,
    values,
  );
  await pool("projections").query(
    `UPDATE restricted.projection_cursors c SET version = 0 FROM restricted.scopes s
      WHERE s.id = c.workspace_id AND ($1::int IS NULL OR s.of_workspace = $1) AND ($2::text IS NULL OR c.name = $2)`,
    values,
  );
  return rowCount ?? 0;
}
