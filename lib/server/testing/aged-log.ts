import { pool } from "../db/pool";

/**
 * Makes the events above a cursor as old as if they had been received so many days ago, a second after the other. Before read models
 * fold them, as what they make of an event goes by its receipt too.
 */
export async function ageEvents(
  workspaceId: number,
  { after, days, sinceMs }: { after: number; days: number; sinceMs: number },
): Promise<void> {
  await pool("query").query(
    `UPDATE events SET received_at = $3::timestamptz - $4::int * INTERVAL '24 hours' + cursor * INTERVAL '1 second'
      WHERE workspace_id = $1 AND cursor > $2`,
    [workspaceId, after, new Date(sinceMs).toISOString(), days],
  );
}
