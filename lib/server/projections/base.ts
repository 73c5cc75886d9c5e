import type { PoolClient } from "pg";
import type { Projection } from "./projection";

// What a read model knew of a log up to a cursor, before retention took anything up to there: its tables once more, in a schema
// of their own, which the same statements write to where that schema leads the search path.

const schema = "retained";

/** Where the tables of read models stand once more: their bases, and those of scopes (see `models.ts`). */
export type ModelSchema = typeof schema | "restricted";

/** From here to the end of the transaction the names of the read models' tables mean those of that schema. */
export const leadPath = (to: ModelSchema) =>
  `SELECT set_config('search_path', '${to}, ' || current_setting('search_path'), true)`;

/** As those are called from outside. */
export const inSchema = (of: ModelSchema, { name, tables }: Projection): Pick<Projection, "name" | "tables"> => ({
  name: `${of} ${name}`,
  tables: tables.map((table) => `${of}.${table}`),
});

/** How far the bases of some read models know the log, if the folds that made them are the present ones; `$1` the workspace. */
export const readBases = `
  SELECT c.name, c.cursor FROM ${schema}.projection_cursors c
  JOIN unnest($2::text[], $3::int[]) AS p (name, version) ON p.name = c.name AND p.version = c.version
  WHERE c.workspace_id = $1`;

/** The values of `readBases`, for those of the read models that have a base. */
export function valuesOfBases(workspaceId: number, projections: readonly Projection[]): unknown[] {
  const based = projections.filter(({ forget }) => !forget);
  return [workspaceId, based.map(({ name }) => name), based.map(({ version }) => version)];
}

type Anew = { workspaceId: number; projection: Projection; start: number; isBase: boolean };

/** Empties a read model's tables, or fills them with what its base knows where it has one. Answers up to where they know the log then. */
export async function beginAnew(client: PoolClient, { workspaceId, projection, start, isBase }: Anew): Promise<number> {
  const { tables, forget } = projection;
  for (const table of tables) await client.query(`DELETE FROM ${table} WHERE workspace_id = $1`, [workspaceId]);
  if (isBase || forget) return start;
  // Nobody may fold into it while it is copied.
  const { rows } = await client.query<{ cursor: string }>(
    `${readBases} FOR SHARE OF c`,
    valuesOfBases(workspaceId, [projection]),
  );
  if (!rows[0]) return start;
  for (const table of tables) {
    await client.query(`INSERT INTO ${table} SELECT * FROM ${schema}.${table} WHERE workspace_id = $1`, [workspaceId]);
  }
  return Math.max(start, Number(rows[0].cursor));
}
