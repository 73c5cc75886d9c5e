import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { pool } from "../db/pool";

type Queryable = Pick<Pool, "query">;

/** Whether a number stands for a scope, a set of projects of a workspace, and not for a workspace. */
export const isScope = (id: number): boolean => id < 0;

/** A scope that nobody has read for so long goes, and is folded anew for whoever comes back. */
const unreadDays = 7;

/** The number of the scope of some of a workspace's projects, which is made where there is none. It counts as read. */
export async function takeScope(workspaceId: number, projects: readonly string[]): Promise<number> {
  const sorted = [...projects].sort();
  const hash = createHash("sha256").update(JSON.stringify(sorted)).digest();
  const { rows } = await pool("access").query<{ id: number }>({
    name: "take-scope",
    text: `INSERT INTO restricted.scopes AS s (of_workspace, projects, hash) VALUES ($1, $2, $3)
      ON CONFLICT (of_workspace, hash) DO UPDATE SET read_at = now() RETURNING s.id`,
    values: [workspaceId, sorted, hash],
  });
  if (!rows[0]) throw new Error("an insert answered nothing");
  return rows[0].id;
}

/** A scope counts as read by somebody who has gone on reading it. */
export async function touchScope(scope: number): Promise<void> {
  await pool("access").query("UPDATE restricted.scopes SET read_at = now() WHERE id = $1", [scope]);
}

/** A workspace's scopes. */
export async function listScopes(workspaceId: number, client: Queryable = pool("projections")): Promise<number[]> {
  return idsOf(client, "of_workspace = $1", workspaceId);
}

/** The scopes, of all workspaces, that nobody has read for a while. */
export async function listUnreadScopes(): Promise<number[]> {
  return idsOf(pool("projections"), "read_at < now() - make_interval(days => $1)", unreadDays);
}

async function idsOf(client: Queryable, where: string, value: number): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(`SELECT id FROM restricted.scopes WHERE ${where} ORDER BY id`, [
    value,
  ]);
  return rows.map(({ id }) => id);
}
