import type { PoolClient } from "pg";
import type { Piece } from "./cut-range";

export type PackRow = { start: number; by_shape?: Buffer | null; by_agent?: Buffer; by_agent_and_shape?: Buffer };

/** The packs that cover those pieces of time, with the columns asked for. */
export async function readPacks(
  client: PoolClient,
  workspaceId: number,
  { columns, pieces }: { columns: readonly string[]; pieces: readonly Piece[] },
): Promise<PackRow[]> {
  const parts = pieces.map(
    ({ length, from, to }) => `SELECT start, ${columns.join(", ")} FROM rollup_packs
      WHERE workspace_id = $1 AND minutes = ${length} AND start >= ${from} AND start < ${to}`,
  );
  if (parts.length === 0) return [];
  return (await client.query<PackRow>(parts.join(" UNION ALL "), [workspaceId])).rows;
}
