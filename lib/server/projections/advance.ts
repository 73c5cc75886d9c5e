import { createHash } from "node:crypto";
import type { PoolClient, QueryResult } from "pg";
import { isConnectionTrouble } from "../database-trouble";
import { pool } from "../db/pool";
import { tellMove } from "./moves";
import type { Projection } from "./projection";
import { refreshStatistics } from "./refresh-statistics";

/** What one step has come to. */
export type Step =
  /** Events were folded; there are more if `cursor` is below `head`. */
  | { state: "moved"; cursor: number; head: number }
  /** Nothing to fold. */
  | { state: "dry"; cursor: number }
  /** Another instance is at it. */
  | { state: "busy" }
  /** A newer version of the program owns the tables. */
  | { state: "outdated" }
  /** The workspace has no log any more. */
  | { state: "gone" };

type StepOptions = {
  /** How many cursors one step looks through. */
  eventsMax?: number;
  /** Wait for an instance that is at it, rather than leave it to that one. */
  wait?: boolean;
};

/** Folding costs a fixed part for each statement and agent, so ranges are large; a transaction should stay short. */
const eventsMaxDefault = 4_000;

type CursorRow = { cursor: string; version: number };
type LogRow = { head: string; floor: string };

/**
 * Takes a read model one range further along a workspace's log, in one transaction. Throws what PostgreSQL says, with
 * nothing changed.
 */
export async function advance(workspaceId: number, projection: Projection, options: StepOptions = {}): Promise<Step> {
  const client = await pool("projections").connect();
  try {
    const step = await foldRange(client, { workspaceId, projection, ...options });
    client.release();
    if (step.state === "moved") tellMove(workspaceId, projection.name, step.cursor);
    return step;
  } catch (error) {
    await giveUp(client, error);
    throw error;
  }
}

/** Undoes the transaction; with its connection where that may be in any state. */
async function giveUp(client: PoolClient, error: unknown): Promise<void> {
  const isBroken =
    isConnectionTrouble(error) ||
    (await client.query("ROLLBACK").then(
      () => false,
      () => true,
    ));
  client.release(isBroken);
}

async function foldRange(
  client: PoolClient,
  { workspaceId, projection, eventsMax = eventsMaxDefault, wait = false }: StepOptions & StepTarget,
): Promise<Step> {
  const { row, log } = await lock(client, { workspaceId, projection, wait });
  const leave = async (step: Step) => {
    await client.query("ROLLBACK");
    return step;
  };
  if (!log) return leave({ state: "gone" });
  if (!row) return leave({ state: "busy" });
  if (row.version > projection.version) return leave({ state: "outdated" });
  const head = Number(log.head);
  const known = Number(row.cursor);
  const start = Number(log.floor) - 1;
  // A cursor beyond the head is of a log that has since been put back to an earlier state.
  const isAnew = row.version < projection.version || known > head;
  if (isAnew) await empty(client, workspaceId, projection);
  const after = isAnew ? start : Math.max(known, start);
  const upTo = Math.min(head, after + eventsMax);
  if (upTo <= after && !isAnew) return leave({ state: "dry", cursor: known });
  for (const text of projection.statements) {
    await client.query({ name: statementName(text), text, values: [workspaceId, after, upTo] });
  }
  await projection.fold?.(client, { workspaceId, after, upTo });
  await client.query({
    name: "move-projection",
    text: "UPDATE projection_cursors SET cursor = $3, version = $4 WHERE workspace_id = $1 AND name = $2",
    values: [workspaceId, projection.name, upTo, projection.version],
  });
  await client.query("COMMIT");
  await refreshStatistics(client, projection, upTo - after);
  return { state: "moved", cursor: upTo, head };
}

/** A connection knows a statement by its name, whatever text comes with it. */
const statementName = (text: string) => `fold ${createHash("sha256").update(text).digest("base64").slice(0, 16)}`;

type StepTarget = { workspaceId: number; projection: Projection };

/**
 * Begins the transaction and takes the read model's row. The log is read by a statement of its own after that: what was
 * committed before the lock was given must be seen. The commit need not reach the disk at once: after a crash of the
 * database state and cursor are both as they were, and the events are folded again. Plans are made for each range: one that
 * was kept from when the log was small would scan all of it later.
 */
async function lock(
  client: PoolClient,
  { workspaceId, projection, wait }: StepTarget & { wait: boolean },
): Promise<{ row: CursorRow | undefined; log: LogRow | undefined }> {
  const results = (await client.query(`
    BEGIN; SET LOCAL synchronous_commit = off; SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL jit = off;
    SELECT cursor, version FROM projection_cursors
      WHERE workspace_id = ${workspaceId} AND name = '${projection.name}' FOR UPDATE ${wait ? "" : "SKIP LOCKED"};
    SELECT head, floor FROM logs WHERE workspace_id = ${workspaceId}`)) as unknown as QueryResult[];
  const [row] = (results.at(-2)?.rows ?? []) as CursorRow[];
  const [log] = (results.at(-1)?.rows ?? []) as LogRow[];
  if (row || !log) return { row, log };
  // Somebody has it, or it isn't there yet; then the row that we make is ours until the commit.
  const made = await client.query<CursorRow>({
    name: "make-projection",
    text: `INSERT INTO projection_cursors (workspace_id, name, version, cursor) VALUES ($1, $2, $3, $4)
      ON CONFLICT DO NOTHING RETURNING cursor, version`,
    values: [workspaceId, projection.name, projection.version, Number(log.floor) - 1],
  });
  return { row: made.rows[0], log };
}

async function empty(client: PoolClient, workspaceId: number, { tables }: Projection): Promise<void> {
  for (const table of tables) await client.query(`DELETE FROM ${table} WHERE workspace_id = $1`, [workspaceId]);
}
