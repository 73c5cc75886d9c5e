import type { PoolClient } from "pg";
import { isScope } from "../store/scopes";
import { leadPath, type ModelSchema, readBases, valuesOfBases } from "./base";
import type { Projection } from "./projection";

type CursorRow = { name: string; cursor: string; version: number };

export type LockedProjections = {
  /** Of those that are ours until the commit. */
  rows: ReadonlyMap<string, CursorRow>;
  /** How far the bases know the log of those that have one. */
  bases: ReadonlyMap<string, number>;
  log: { head: string; floor: string } | undefined;
};

type Locking = { workspaceId: number; projections: readonly Projection[]; wait: boolean; isBase: boolean };

/** The schema whose tables are folded into; null where they are the workspace's own. */
export function schemaOf(workspaceId: number, isBase: boolean): ModelSchema | null {
  if (isScope(workspaceId)) return "restricted";
  return isBase ? "retained" : null;
}

/**
 * Begins the transaction and takes the rows of the read models. The log is read by a statement of its own after that: what
 * was committed before the locks were given must be seen. The commit need not reach the disk at once: after a crash of the
 * database state and cursor are both as they were, and the events are folded again.
 */
export async function lockProjections(
  client: PoolClient,
  { workspaceId, projections, wait, isBase }: Locking,
): Promise<LockedProjections> {
  const schema = schemaOf(workspaceId, isBase);
  const names = projections.map(({ name }) => name);
  const [, locked, { rows: logs }, based] = await Promise.all([
    client.query(`BEGIN; SET LOCAL synchronous_commit = off; SET LOCAL jit = off; ${schema ? leadPath(schema) : ""}`),
    client.query<CursorRow>({
      name: `lock-projections${wait ? "-patiently" : ""}`,
      text: `SELECT name, cursor, version FROM projection_cursors WHERE workspace_id = $1 AND name = ANY ($2::text[])
        ORDER BY name FOR UPDATE ${wait ? "" : "SKIP LOCKED"}`,
      values: [workspaceId, names],
    }),
    client.query<{ head: string; floor: string }>({
      name: "read-log-to-fold",
      text: "SELECT head, floor FROM logs WHERE workspace_id = $1",
      values: [workspaceId],
    }),
    client.query<{ name: string; cursor: string }>({
      name: "read-bases",
      text: readBases,
      values: valuesOfBases(workspaceId, isBase ? [] : projections),
    }),
  ]);
  const [log] = logs;
  const rows = new Map(locked.rows.map((row) => [row.name, row]));
  const bases = new Map(based.rows.map(({ name, cursor }) => [name, Number(cursor)]));
  const missing = projections.filter(({ name }) => !rows.has(name));
  if (log && missing.length > 0) {
    // Somebody has it, or it isn't there yet; then the row that we make is ours until the commit.
    const made = await client.query<CursorRow>({
      name: "make-projections",
      text: `INSERT INTO projection_cursors (workspace_id, name, version, cursor)
        SELECT $1, m.name, m.version, m.cursor FROM unnest($2::text[], $3::int[], $4::bigint[]) AS m (name, version, cursor)
        ORDER BY m.name
        ON CONFLICT DO NOTHING RETURNING name, cursor, version`,
      values: [
        workspaceId,
        missing.map(({ name }) => name),
        missing.map(({ version }) => version),
        // Where there is a base, as one that is behind it.
        missing.map(({ name }) => (bases.has(name) ? 0 : Number(log.floor) - 1)),
      ],
    });
    for (const row of made.rows) rows.set(row.name, row);
  }
  return { rows, bases, log };
}
