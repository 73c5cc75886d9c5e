import type { PoolClient } from "pg";
import type { Projection } from "./projection";

export type CursorRow = { name: string; cursor: string; version: number };
export type LogRow = { head: string; floor: string };
/**
 * Begins the transaction and takes the rows of the read models. The log is read by a statement of its own after that: what
 * was committed before the locks were given must be seen. The commit need not reach the disk at once: after a crash of the
 * database state and cursor are both as they were, and the events are folded again.
 */
export async function lockProjections(
  client: PoolClient,
  { workspaceId, projections, wait }: { workspaceId: number; projections: readonly Projection[]; wait: boolean },
): Promise<{ rows: (CursorRow | undefined)[]; log: LogRow | undefined }> {
  const names = projections.map(({ name }) => name);
  const [, locked, { rows: logs }] = await Promise.all([
    client.query("BEGIN; SET LOCAL synchronous_commit = off; SET LOCAL jit = off"),
    client.query<CursorRow>({
      name: `lock-projections${wait ? "-patiently" : ""}`,
      text: `SELECT name, cursor, version FROM projection_cursors WHERE workspace_id = $1 AND name = ANY ($2::text[])
        ORDER BY name FOR UPDATE ${wait ? "" : "SKIP LOCKED"}`,
      values: [workspaceId, names],
    }),
    client.query<LogRow>({
      name: "read-log-to-fold",
      text: "SELECT head, floor FROM logs WHERE workspace_id = $1",
      values: [workspaceId],
    }),
  ]);
  const [log] = logs;
  const byName = new Map(locked.rows.map((row) => [row.name, row]));
  const missing = projections.filter(({ name }) => !byName.has(name));
  if (log && missing.length > 0) {
    // Somebody has it, or it isn't there yet; then the row that we make is ours until the commit.
    const made = await client.query<CursorRow>({
      name: "make-projections",
      text: `INSERT INTO projection_cursors (workspace_id, name, version, cursor)
        SELECT $1, m.name, m.version, $4 FROM unnest($2::text[], $3::int[]) AS m (name, version) ORDER BY m.name
        ON CONFLICT DO NOTHING RETURNING name, cursor, version`,
      values: [
        workspaceId,
        missing.map(({ name }) => name),
        missing.map(({ version }) => version),
        Number(log.floor) - 1,
      ],
    });
    for (const row of made.rows) byName.set(row.name, row);
  }
  return { rows: names.map((name) => byName.get(name)), log };
}
