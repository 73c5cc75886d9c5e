import type { AgentEvent } from "@/lib/contract/event";
import { isConnectionTrouble } from "../database-trouble";
import { pool } from "../db/pool";
import { databaseUnavailable } from "../errors";

/** An event that passed every check and waits for its cursor. `timestamp` null means the receipt time. */
export type AppendDraft = Omit<
  AgentEvent,
  "cursor" | "timestamp" | "received_at" | "metadata" | "origin" | "metadata_expired"
> & {
  timestamp: string | null;
  /** Compact JSON text of the metadata. */
  metadata: string;
};

export type AppendResult = {
  /** The cursor before the first accepted event; the accepted take base + 1, base + 2 … in the order given. */
  base: number;
  /** Ids that were stored already; their drafts were left out. */
  storedAlready: ReadonlySet<string>;
};

const columns = [
  ["event_id", "uuid"],
  ["event_type", "text"],
  ["timestamp", "timestamptz"],
  ["agent_id", "text"],
  ["agent_name", "text"],
  ["agent_role", "text"],
  ["operation", "text"],
  ["source", "text"],
  ["status", "text"],
  ["severity", "text"],
  ["session_id", "text"],
  ["task_id", "text"],
  ["trace_id", "text"],
  ["correlation_id", "text"],
  ["project", "text"],
  ["category", "text"],
  ["metadata", "json"],
  ["api_key", "text"],
] as const satisfies readonly (readonly [keyof AppendDraft, string])[];

const statement = {
  name: "append-events",
  text: `SELECT base, stored_already FROM append_events($1, ${columns.map(([, type], i) => `$${i + 2}::${type}[]`).join(", ")})`,
};

type Row = { base: string; stored_already: string[] | null };

/**
 * Appends drafts to a workspace's log in one round trip and one transaction: gapless cursors in commit order,
 * each `event_id` once (see the function's comment in the migration). The ids of `drafts` must differ from one
 * another. Resolves after the commit. Throws 503 `unavailable` when the database can't be reached; any other error
 * means that the data of some draft was refused and nothing was stored.
 */
export async function appendEvents(workspaceId: number, drafts: readonly AppendDraft[]): Promise<AppendResult> {
  const values: unknown[] = [workspaceId];
  for (const [name] of columns) values.push(drafts.map((draft) => draft[name]));
  try {
    const { rows } = await pool("append").query<Row>({ ...statement, values });
    const row = rows[0];
    if (!row) throw new Error("append_events answered nothing");
    return { base: Number(row.base), storedAlready: new Set(row.stored_already ?? []) };
  } catch (error) {
    if (isConnectionTrouble(error)) throw databaseUnavailable(String(error));
    throw error;
  }
}
