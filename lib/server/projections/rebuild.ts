import { pool } from "../db/pool";

/**
 * Marks read models as made by an older fold: the next step of each empties its tables and begins at the log's floor. Readers
 * see what has been folded by then. Answers how many there were.
 */
export async function markForRebuild({
  workspaceId,
  name,
}: {
  workspaceId: number | undefined;
  name: string | undefined;
}): Promise<number> {
  const { rowCount } = await pool("projections").query(
    `UPDATE projection_cursors SET version = 0
      WHERE ($1::int IS NULL OR workspace_id = $1) AND ($2::text IS NULL OR name = $2)`,
    [workspaceId ?? null, name ?? null],
  );
  return rowCount ?? 0;
}
