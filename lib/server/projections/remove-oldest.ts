import type { PoolClient } from "pg";
import type { RetentionSettings } from "@/lib/contract/retention";
import { isConnectionTrouble } from "../database-trouble";
import { pool } from "../db/pool";
import type { OldestEvents } from "../store/find-expired";
import { listScopes } from "../store/scopes";
import { leadPath, readBases, valuesOfBases } from "./base";
import type { Projection } from "./projection";

/** Of which workspace, and by which settings. */
export type Target = { workspaceId: number; settings: RetentionSettings; projections: readonly Projection[] };

/** `false`: another instance is at it, or was meanwhile, or somebody has changed the settings. */
type Removal = (client: PoolClient, target: Target, oldest: OldestEvents) => Promise<boolean>;

/** Whoever holds the log for longer than this is let alone: the read models wait meanwhile. */
const begin = `BEGIN; SET LOCAL synchronous_commit = off; SET LOCAL plan_cache_mode = force_custom_plan;
  SET LOCAL lock_timeout = '2s'`;

/**
 * One step of the work of retention in a transaction of its own, by one instance at a time. None waits for an append, but for
 * the instant in which the floor moves; an append waits for one at most where it brings an id that is just being removed.
 */
async function alone(target: Target, oldest: OldestEvents, remove: Removal): Promise<boolean> {
  const client = await pool("projections").connect();
  let isUsable = true;
  try {
    await client.query(begin);
    const { rowCount } = await client.query(
      `SELECT FROM retentions WHERE workspace_id = $1 AND retention_days IS NOT DISTINCT FROM $2
        AND payload_days IS NOT DISTINCT FROM $3 FOR UPDATE SKIP LOCKED`,
      [target.workspaceId, target.settings.retention_days, target.settings.payload_days],
    );
    const isDone = rowCount === 1 && (await remove(client, target, oldest));
    await client.query(isDone ? "COMMIT" : "ROLLBACK");
    return isDone;
  } catch (error) {
    isUsable =
      !isConnectionTrouble(error) &&
      (await client.query("ROLLBACK").then(
        () => true,
        () => false,
      ));
    throw error;
  } finally {
    client.release(!isUsable);
  }
}

/**
 * Keeps every fold of the workspace's events out until the commit, and says whether all that keep what they knew have a base that
 * knows the events up to a cursor. From then on no fold reads those again: what is behind its base begins with it.
 */
async function mayRemove(client: PoolClient, { workspaceId, projections }: Target, upTo: number): Promise<boolean> {
  await client.query("SELECT FROM projection_cursors WHERE workspace_id = $1 ORDER BY name FOR UPDATE", [workspaceId]);
  const { rows } = await client.query<{ cursor: string }>(readBases, valuesOfBases(workspaceId, projections));
  const ready = rows.filter(({ cursor }) => Number(cursor) >= upTo);
  return ready.length === projections.filter(({ forget }) => !forget).length;
}

/** Removes the metadata of the oldest events that still have it. */
export const removePayloads = (target: Target, oldest: OldestEvents) =>
  alone(target, oldest, async (client, { workspaceId }, { from, to }) => {
    if (!(await mayRemove(client, target, to - 1))) return false;
    const moved = await client.query(
      `UPDATE retentions r SET payloads_from = $3 FROM logs l
        WHERE r.workspace_id = $1 AND l.workspace_id = $1 AND greatest(r.payloads_from, l.floor) = $2`,
      [workspaceId, from, to],
    );
    if (moved.rowCount !== 1) return false;
    await client.query(
      `UPDATE events SET metadata = '{}', metadata_expired = true
        WHERE workspace_id = $1 AND cursor >= $2 AND cursor < $3 AND metadata::text <> '{}'`,
      [workspaceId, from, to],
    );
    return true;
  });

/**
 * Moves the log's floor above the oldest events, which from then on nobody reads, and takes what they put there out of the read
 * models that know only what the log holds. The log's row is locked last, for the commit alone: appends go on until then.
 */
export const moveFloor = (target: Target, oldest: OldestEvents) =>
  alone(target, oldest, async (client, { workspaceId, projections }, { from, to }) => {
    if (!(await mayRemove(client, target, to - 1))) return false;
    const { rows } = await client.query<Known>(readKnown, [workspaceId]);
    await forgetOldest(client, { workspaceId, projections, rows }, { from, to });
    for (const scope of await listScopes(workspaceId, client)) {
      await client.query(leadPath("restricted"));
      const known = await client.query<Known>(`${readKnown} FOR UPDATE`, [scope]);
      await forgetOldest(client, { workspaceId: scope, projections, rows: known.rows }, { from, to });
      await client.query("SET LOCAL search_path TO DEFAULT");
    }
    const moved = await client.query("UPDATE logs SET floor = $3 WHERE workspace_id = $1 AND floor = $2", [
      workspaceId,
      from,
      to,
    ]);
    return moved.rowCount === 1;
  });

type Known = { name: string; version: number; cursor: string };
const readKnown = "SELECT name, version, cursor FROM projection_cursors WHERE workspace_id = $1";

type Forgetting = Pick<Target, "workspaceId" | "projections"> & { rows: readonly Known[] };

async function forgetOldest(
  client: PoolClient,
  { workspaceId, projections, rows }: Forgetting,
  { from, to }: OldestEvents,
): Promise<void> {
  for (const { name, version, forget } of projections) {
    const known = rows.find((row) => row.name === name && row.version === version);
    const upTo = Math.min(to - 1, Number(known?.cursor ?? 0));
    if (upTo >= from) await forget?.(client, { workspaceId, after: from - 1, upTo });
  }
}

/** Deletes rows below the floor. */
export const deleteRows = (target: Target, oldest: OldestEvents) =>
  alone(target, oldest, async (client, { workspaceId }, { from, to }) => {
    const moved = await client.query(
      `UPDATE retentions r SET events_from = $3 FROM logs l
        WHERE r.workspace_id = $1 AND l.workspace_id = $1 AND r.events_from = $2 AND l.floor >= $3`,
      [workspaceId, from, to],
    );
    if (moved.rowCount !== 1) return false;
    await client.query("DELETE FROM events WHERE workspace_id = $1 AND cursor >= $2 AND cursor < $3", [
      workspaceId,
      from,
      to,
    ]);
    return true;
  });
