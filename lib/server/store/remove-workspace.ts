import type { PoolClient } from "pg";
import { pool } from "../db/pool";
import { listScopes } from "./scopes";

const rowsMax = 5_000;

/** Emptied last: they are what others refer to, and what readers of the log begin with. */
const logFirst = ["logs", "projection_cursors", "retentions"];

/** The tables of scopes, whose rows go by the number of a scope. */
const scopesSchema = "restricted";

type Table = { schema: string; name: string };

/**
 * Takes some rows of a workspace away, whatever table they are in: any that has a `workspace_id`, so that none can be forgotten.
 * The log's own row goes first, and with it whoever would add to the rest. Answers whether anything is left.
 */
export async function removeWorkspaceStep(workspaceId: number): Promise<boolean> {
  for (const scope of await listScopes(workspaceId)) if (await removeScopeStep(scope)) return true;
  const client = await pool("projections").connect();
  try {
    const tables = await tablesOfWorkspaces(client);
    const first = tables.filter(({ name }) => logFirst.includes(name));
    for (const table of [...first, ...tables.filter((table) => !first.includes(table))]) {
      const removed = await removeRows(client, workspaceId, table);
      if (removed >= rowsMax) return true;
    }
    // Rows that somebody added meanwhile hold it by their foreign keys, or are seen in the next step.
    for (const table of tables) {
      if ((await removeRows(client, workspaceId, table)) > 0) return true;
    }
    await client.query("DELETE FROM workspaces WHERE id = $1", [workspaceId]);
    return false;
  } finally {
    client.release();
  }
}

/** Takes some rows of a scope's read models away, and the scope when none is left. Answers whether anything is left. */
export async function removeScopeStep(scope: number): Promise<boolean> {
  const client = await pool("projections").connect();
  try {
    for (const table of await tablesWithWorkspace(client, [scopesSchema])) {
      if ((await removeRows(client, scope, table)) >= rowsMax) return true;
    }
    await client.query(`DELETE FROM ${scopesSchema}.scopes WHERE id = $1`, [scope]);
    return false;
  } finally {
    client.release();
  }
}

/** Every table with a column `workspace_id`, in the schemas that migrations made, but for those of scopes. */
export async function tablesOfWorkspaces(client: Pick<PoolClient, "query">): Promise<Table[]> {
  const { rows } = await client.query<{ schema: string }>("SELECT current_schema() AS schema");
  return tablesWithWorkspace(client, [...rows.map(({ schema }) => schema), "retained"]);
}

async function tablesWithWorkspace(client: Pick<PoolClient, "query">, schemas: readonly string[]): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT c.table_schema AS schema, c.table_name AS name
      FROM information_schema.columns c
      JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
      WHERE c.column_name = 'workspace_id' AND t.table_type = 'BASE TABLE' AND c.table_schema = ANY ($1::text[])
      ORDER BY 1, 2`,
    [schemas],
  );
  return rows;
}

async function removeRows(client: PoolClient, workspaceId: number, { schema, name }: Table): Promise<number> {
  const table = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`;
  const { rowCount } = await client.query(
    `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE workspace_id = $1 LIMIT ${rowsMax}))`,
    [workspaceId],
  );
  return rowCount ?? 0;
}
