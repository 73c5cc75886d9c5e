import { pool } from "@/lib/server/db/pool";
import { projections } from "@/lib/server/projections/registry";

/** Says that a newer program owns the workspaces' read models: the app then leaves them alone. */
export async function leaveUnfolded(workspaceIds: readonly number[]): Promise<void> {
  await pool("query").query(
    `INSERT INTO projection_cursors (workspace_id, name, version, cursor)
      SELECT w, n, 1000000, 0 FROM unnest($1::int[]) AS w, unnest($2::text[]) AS n`,
    [workspaceIds, projections.map(({ name }) => name)],
  );
}
