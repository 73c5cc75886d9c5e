import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";

/** Waits until every read model stands at the head of its log; answers how long that took, in seconds. */
export async function catchUpSeconds(client: pg.Client, workspaceId: number): Promise<number> {
  const startedMs = performance.now();
  for (;;) {
    const { rows } = await client.query<{ models: number; behind: number }>(
      `SELECT count(*)::int AS models, count(*) FILTER (WHERE c.cursor < l.head)::int AS behind
       FROM projection_cursors c JOIN logs l USING (workspace_id) WHERE workspace_id = $1`,
      [workspaceId],
    );
    const { models = 0, behind = 0 } = rows[0] ?? {};
    if (models > 0 && behind === 0) return (performance.now() - startedMs) / 1_000;
    await pause(500);
  }
}
