import type pg from "pg";
import type { PreparedLog } from "./prepared-log";
import { type Sample, sampledFields } from "./questions";
import { chance } from "./random";

const samples = 400;

/** Events from all over the log: what questions are asked about. */
export async function sampleOf(client: pg.Client, { workspaceId, events }: PreparedLog): Promise<Sample[]> {
  const by = chance(1);
  const cursors = Array.from({ length: samples }, () => 1 + by.below(events));
  const { rows } = await client.query<Sample>(
    `SELECT ${sampledFields.join(", ")} FROM events WHERE workspace_id = $1 AND cursor = ANY ($2::bigint[])`,
    [workspaceId, cursors],
  );
  return rows;
}
