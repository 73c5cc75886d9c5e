import { pool } from "../db/pool";

/** Where a workspace's log stands: `head` its newest cursor (0 when empty), `floor` the oldest kept. */
export type LogState = { head: number; floor: number; logId: string };

/**
 * As a condition on events aliased `e`: at or above the floor. Rows below it are gone for every reader, and deleted a little
 * later. `workspace` is the placeholder of the workspace.
 */
export const isKept = (workspace: string) =>
  `e.cursor >= (SELECT l.floor FROM logs l WHERE l.workspace_id = ${workspace})`;

/** Null when the workspace is gone. */
export async function readLog(workspaceId: number): Promise<LogState | null> {
  const { rows } = await pool("access").query<{ head: string; floor: string; log_id: string }>({
    name: "read-log",
    text: "SELECT head, floor, log_id FROM logs WHERE workspace_id = $1",
    values: [workspaceId],
  });
  const row = rows[0];
  return row ? { head: Number(row.head), floor: Number(row.floor), logId: row.log_id } : null;
}
