import { pool } from "../db/pool";
import type { Projection } from "./projection";

/** A read model that has yet to fold some of a workspace's events; `seconds` is the age of the oldest of them. */
export type Behind = { workspaceId: number; name: string; events: number; seconds: number };

/** The read models, of the names `$1` in the versions `$2`, that are behind their logs `l`; `where` chooses among these. */
export const behindSql = (where: string) => `
  SELECT b.workspace_id, b.name, b.head - b.known AS events,
    greatest(0, extract(epoch FROM clock_timestamp() - e.received_at))::float8 AS seconds
  FROM (
    SELECT l.workspace_id, p.name, l.head,
      CASE WHEN c.version >= p.version THEN greatest(c.cursor, l.floor - 1) ELSE l.floor - 1 END AS known
    FROM logs l CROSS JOIN unnest($1::text[], $2::int[]) AS p (name, version)
    LEFT JOIN projection_cursors c ON c.workspace_id = l.workspace_id AND c.name = p.name
    WHERE l.head >= l.floor AND ${where}
      AND (c.version IS NULL OR c.version < p.version OR (c.version = p.version AND c.cursor <> l.head))
  ) b
  LEFT JOIN events e ON e.workspace_id = b.workspace_id AND e.cursor = b.known + 1`;

/** The read models that are behind their logs, of all workspaces. */
export async function findBehind(projections: readonly Projection[]): Promise<Behind[]> {
  const { rows } = await pool("projections").query<{
    workspace_id: number;
    name: string;
    events: string;
    seconds: number | null;
  }>({
    name: "projections-behind",
    text: behindSql("true"),
    values: [projections.map(({ name }) => name), projections.map(({ version }) => version)],
  });
  return rows.map(({ workspace_id, name, events, seconds }) => ({
    workspaceId: workspace_id,
    name,
    events: Number(events),
    seconds: seconds ?? 0,
  }));
}
