import type { PoolClient } from "pg";
import { processState } from "../process-state";
import type { Projection } from "./projection";

/** Events that a read model has folded in this process when its tables are looked at anew. */
const stages = [2_000, 8_000, 32_000, 128_000];

const folded = processState("projections-folded", () => new Map<string, number>());

/**
 * Tells the planner how large a read model's tables have become, after its first thousands of events in this process; later
 * on PostgreSQL itself looks often enough. Of tables that were empty a minute ago it would believe that they still are, and
 * read them from end to end for each row that it looks for.
 */
export async function refreshStatistics(
  client: PoolClient,
  { name, tables }: Pick<Projection, "name" | "tables">,
  events: number,
): Promise<void> {
  const before = folded.get(name) ?? 0;
  const after = before + events;
  folded.set(name, after);
  if (tables.length === 0 || !stages.some((stage) => before < stage && after >= stage)) return;
  await client.query(`ANALYZE (SKIP_LOCKED) ${tables.join(", ")}`);
}
