import type { PoolClient } from "pg";
import { isKept } from "../store/read-log";
import type { CursorRange } from "./count-events";
import { blockEvents } from "./digest-events";
import { eachOfDigest, wordsOf } from "./rollup-counts";
import { rollupsProjection } from "./rollups";

/** How far the rollups know a log, and the digests among them. */
export type RolledLog = {
  workspaceId: number;
  logId: string;
  head: number;
  /** Events up to this cursor are in the rollups; 0 where those are of an older fold, or none. */
  folded: number;
  digests: readonly { counts: Buffer; blocks: Buffer }[];
};

export async function readRolledLog(client: PoolClient, workspaceId: number): Promise<RolledLog> {
  const { rows } = await client.query<{ log_id: string; head: string; folded: string }>(
    `SELECT l.log_id, l.head, CASE WHEN p.version = $2 AND p.cursor <= l.head THEN p.cursor ELSE 0 END AS folded
      FROM logs l LEFT JOIN projection_cursors p ON p.workspace_id = l.workspace_id AND p.name = $3
      WHERE l.workspace_id = $1`,
    [workspaceId, rollupsProjection.version, rollupsProjection.name],
  );
  const { log_id: logId = "", head = 0, folded = 0 } = rows[0] ?? {};
  if (Number(folded) === 0) return { workspaceId, logId, head: Number(head), folded: 0, digests: [] };
  const digests = await client.query<{ counts: Buffer; blocks: Buffer }>(
    "SELECT counts, blocks FROM rollup_digests WHERE workspace_id = $1",
    [workspaceId],
  );
  return { workspaceId, logId, head: Number(head), folded: Number(folded), digests: digests.rows };
}

/** The minute of the oldest event by `timestamp`; null where there is none. */
export async function findFirstMinute(
  client: PoolClient,
  { workspaceId, folded, digests }: RolledLog,
): Promise<number | null> {
  const { rows } = await client.query<{ packed: number | null; above: string | null }>(
    `SELECT (SELECT min(start) FROM rollup_packs WHERE workspace_id = $1 AND minutes = 1 AND $2::bigint > 0) AS packed,
      (SELECT floor(extract(epoch FROM min(e.timestamp)) / 60) FROM events e
        WHERE e.workspace_id = $1 AND e.cursor > $2 AND ${isKept("$1")}) AS above`,
    [workspaceId, folded],
  );
  const { packed = null, above = null } = rows[0] ?? {};
  let first = Math.min(packed ?? Number.POSITIVE_INFINITY, above === null ? Number.POSITIVE_INFINITY : Number(above));
  for (const { counts } of digests) {
    eachOfDigest(counts, (minute) => {
      first = Math.min(first, minute);
    });
  }
  return Number.isFinite(first) ? first : null;
}

/** The stretches of the log that hold the events of those minutes, and what the rollups have yet to follow. */
export async function findRanges(
  client: PoolClient,
  { workspaceId, head, folded, digests }: RolledLog,
  minutes: readonly number[],
): Promise<CursorRange[]> {
  const blocks = new Set<number>();
  if (minutes.length > 0) {
    const { rows } = await client.query<{ blocks: Buffer }>(
      "SELECT blocks FROM rollup_packs WHERE workspace_id = $1 AND minutes = 1 AND start = ANY ($2::int[])",
      [workspaceId, minutes],
    );
    for (const row of rows) for (const block of wordsOf(row.blocks)) blocks.add(block);
    for (const digest of digests) {
      const words = wordsOf(digest.blocks);
      for (let at = 0; at < words.length; at += 2) {
        if (minutes.includes(words[at] as number)) blocks.add(words[at + 1] as number);
      }
    }
  }
  const ranges: CursorRange[] = [];
  for (const block of [...blocks].sort((a, b) => a - b)) {
    const after = block * blockEvents;
    const upTo = Math.min(after + blockEvents, folded);
    const last = ranges.at(-1);
    if (last?.upTo === after) last.upTo = upTo;
    else ranges.push({ after, upTo });
  }
  if (folded < head) ranges.push({ after: folded, upTo: head });
  return ranges;
}
