import { pool } from "../db/pool";

/** A stretch of the log's oldest events, `from` ≤ cursor < `to`. */
export type OldestEvents = { from: number; to: number };

/**
 * How far the log's events, from a cursor on, were received more than so many days ago: found by halves, as receipts grow with
 * the cursor. `before` is that instant.
 */
export async function findExpired(
  workspaceId: number,
  { from, days }: { from: number; days: number },
): Promise<OldestEvents & { before: string }> {
  const { rows } = await pool("query").query<{ first_kept: string; before: string }>({
    name: "find-expired",
    text: `
      WITH RECURSIVE halves (low, high) AS (
        SELECT greatest(l.floor, $2), l.head + 1 FROM logs l WHERE l.workspace_id = $1
        UNION ALL
        SELECT CASE WHEN e.is_before THEN (h.low + h.high) / 2 + 1 ELSE h.low END,
          CASE WHEN e.is_before THEN h.high ELSE (h.low + h.high) / 2 END
        FROM halves h CROSS JOIN LATERAL (
          SELECT coalesce((SELECT e.received_at < ${cutoff("$3")} FROM events e
            WHERE e.workspace_id = $1 AND e.cursor = (h.low + h.high) / 2), true) AS is_before
        ) e
        WHERE h.low < h.high
      )
      SELECT coalesce(max(low), $2) AS first_kept,
        to_char(${cutoff("$3")} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS before FROM halves`,
    values: [workspaceId, from, days],
  });
  const { first_kept = from, before = "" } = rows[0] ?? {};
  return { from, to: Math.max(from, Number(first_kept)), before };
}

/**
 * The next of the oldest events that were received more than so many days ago, from a cursor on and so many at most. Ends before the
 * first that was not: where a clock was set back, what was received too late by it waits.
 */
export async function nextExpired(
  workspaceId: number,
  { from, days, eventsMax }: { from: number; days: number; eventsMax: number },
): Promise<OldestEvents> {
  const { rows } = await pool("projections").query<{ to: string | null }>({
    name: "next-expired",
    text: `
      SELECT coalesce(min(e.cursor) FILTER (WHERE NOT e.is_before), max(e.cursor) + 1) AS "to" FROM (
        SELECT e.cursor, e.received_at < ${cutoff("$3")} AS is_before FROM events e
        WHERE e.workspace_id = $1 AND e.cursor >= $2
          AND (SELECT f.received_at < ${cutoff("$3")} FROM events f WHERE f.workspace_id = $1 AND f.cursor = $2)
        ORDER BY e.cursor LIMIT $4
      ) e`,
    values: [workspaceId, from, days, eventsMax],
  });
  return { from, to: Number(rows[0]?.to ?? from) };
}

const cutoff = (days: string) => `(transaction_timestamp() - ${days}::int * INTERVAL '24 hours')`;

/** When the oldest event that is kept was received; null where there is none. */
export async function oldestReceipt(workspaceId: number): Promise<string | null> {
  const { rows } = await pool("query").query<{ received_at: Date }>(
    `SELECT e.received_at FROM logs l JOIN events e ON e.workspace_id = l.workspace_id AND e.cursor = l.floor
      WHERE l.workspace_id = $1`,
    [workspaceId],
  );
  return rows[0]?.received_at.toISOString() ?? null;
}
