import { pool } from "../db/pool";

const rowsMax = 1_000;
/** Where a workspace keeps its events for ever. */
const usualDays = 90;

/** Removes what is over for as long as its workspace keeps events, or 90 days, up to a thousand. Answers how many went. */
export async function expireNotifications(): Promise<number> {
  const { rowCount } = await pool("notify").query(
    `DELETE FROM notifications WHERE id IN (
      SELECT n.id FROM workspaces w LEFT JOIN retentions r ON r.workspace_id = w.id
      CROSS JOIN LATERAL (SELECT now() - make_interval(days => coalesce(r.retention_days, ${usualDays})) AS at) kept
      JOIN notifications n ON n.workspace_id = w.id AND n.last_at < kept.at AND n.ended_at < kept.at
      LIMIT ${rowsMax}
    )`,
  );
  return rowCount ?? 0;
}
