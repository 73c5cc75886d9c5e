import type { PoolClient } from "pg";
import { addPacked, bytesOf, Counts, eachOfDigest, type PackedCounts, packCounts, wordsOf } from "./rollup-counts";

/** The lengths of time, in minutes, that have packs. */
export const packLengths = [1, 60, 1_440] as const;

/** Packs that one statement reads or writes. */
const packsAtOnce = 500;

type Digest = { counts: Buffer; blocks: Buffer };

/** Keeps a digest; answers how many there are with it. */
export async function insertDigest(
  client: PoolClient,
  { workspaceId, upTo, counts, blocks }: { workspaceId: number; upTo: number } & Digest,
): Promise<number> {
  const { rows } = await client.query<{ before: number }>({
    name: "insert-rollup-digest",
    text: `INSERT INTO rollup_digests (workspace_id, up_to, counts, blocks) VALUES ($1, $2, $3, $4)
      RETURNING (SELECT count(*)::int FROM rollup_digests WHERE workspace_id = $1) AS before`,
    values: [workspaceId, upTo, counts, blocks],
  });
  return (rows[0]?.before ?? 0) + 1;
}

/**
 * Puts a workspace's digests together: into one, or where they hold much, into the packs of their minutes, hours and days. So
 * a count is written a few times in all, and a reader finds few digests.
 */
export async function gatherDigests(
  client: PoolClient,
  { workspaceId, digestCountsMax }: { workspaceId: number; digestCountsMax: number },
): Promise<void> {
  const { minutes, upTo } = await takeDigests(client, workspaceId);
  const digest = digestOf(minutes, digestCountsMax);
  if (digest !== null) await insertDigest(client, { workspaceId, upTo, ...digest });
  else for (const length of packLengths) await addToPacks(client, { workspaceId, length, minutes });
}

/** Takes what a stretch of the log had put in, as the `counts` of its digest tell it, out of the packs; all digests go into them. */
export async function subtractCounts(client: PoolClient, workspaceId: number, counts: Buffer): Promise<void> {
  const { minutes } = await takeDigests(client, workspaceId);
  eachOfDigest(counts, (minute, agent, shape, events) => countsOf(minutes, minute).add(agent, shape, -events));
  for (const length of packLengths) await addToPacks(client, { workspaceId, length, minutes });
}

/** The digests, minute by minute, which then are no more; `upTo` is the last one's. */
async function takeDigests(
  client: PoolClient,
  workspaceId: number,
): Promise<{ minutes: Map<number, Counts>; upTo: number }> {
  const { rows } = await client.query<Digest & { up_to: string }>(
    "DELETE FROM rollup_digests WHERE workspace_id = $1 RETURNING up_to, counts, blocks",
    [workspaceId],
  );
  const minutes = new Map<number, Counts>();
  for (const { counts, blocks } of rows) {
    eachOfDigest(counts, (minute, agent, shape, events) => countsOf(minutes, minute).add(agent, shape, events));
    const words = wordsOf(blocks);
    for (let at = 0; at < words.length; at += 2) {
      countsOf(minutes, words[at] as number).blocks.add(words[at + 1] as number);
    }
  }
  return { minutes, upTo: rows.reduce((max, row) => Math.max(max, Number(row.up_to)), 0) };
}

/** Null where it would hold too much for one. */
function digestOf(minutes: ReadonlyMap<number, Counts>, countsMax: number): Digest | null {
  const counts: number[] = [];
  const blocks: number[] = [];
  for (const [minute, each] of minutes) {
    for (const [agent, shapes] of each.agents) {
      for (const [shape, events] of shapes) counts.push(minute, agent, shape, events);
      if (counts.length > countsMax * 4) return null;
    }
    for (const block of each.blocks) blocks.push(minute, block);
  }
  return { counts: bytesOf(counts), blocks: bytesOf(blocks) };
}

async function addToPacks(
  client: PoolClient,
  { workspaceId, length, minutes }: { workspaceId: number; length: number; minutes: ReadonlyMap<number, Counts> },
): Promise<void> {
  const packs = new Map<number, Counts>();
  for (const [minute, counts] of minutes) {
    const pack = countsOf(packs, minute - (minute % length));
    for (const [agent, shapes] of counts.agents) {
      for (const [shape, events] of shapes) pack.add(agent, shape, events);
    }
    if (length === 1) for (const block of counts.blocks) pack.blocks.add(block);
  }
  const starts = [...packs.keys()];
  for (let at = 0; at < starts.length; at += packsAtOnce) {
    const some = starts.slice(at, at + packsAtOnce);
    const { rows } = await client.query<PackedCounts & { start: number }>({
      name: "read-rollup-packs",
      text: `SELECT start, by_agent_and_shape, blocks FROM rollup_packs
        WHERE workspace_id = $1 AND minutes = $2 AND start = ANY ($3::int[])`,
      values: [workspaceId, length, some],
    });
    for (const row of rows) addPacked(countsOf(packs, row.start), row);
    const left = some.filter((start) => countsOf(packs, start).agents.size > 0);
    if (left.length < some.length) {
      const gone = some.filter((start) => countsOf(packs, start).agents.size === 0);
      const text = "DELETE FROM rollup_packs WHERE workspace_id = $1 AND minutes = $2 AND start = ANY ($3::int[])";
      await client.query({ name: "delete-rollup-packs", text, values: [workspaceId, length, gone] });
    }
    const packed = left.map((start) => packCounts(countsOf(packs, start)));
    await client.query({
      name: "write-rollup-packs",
      text: `
        INSERT INTO rollup_packs (workspace_id, minutes, start, by_shape, by_agent, by_agent_and_shape, blocks)
        SELECT $1, $2, p.* FROM unnest($3::int[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[]) AS p
        ON CONFLICT (workspace_id, minutes, start) DO UPDATE SET by_shape = excluded.by_shape,
          by_agent = excluded.by_agent, by_agent_and_shape = excluded.by_agent_and_shape, blocks = excluded.blocks`,
      values: [
        workspaceId,
        length,
        left,
        packed.map(({ by_shape }) => by_shape),
        packed.map(({ by_agent }) => by_agent),
        packed.map(({ by_agent_and_shape }) => by_agent_and_shape),
        packed.map(({ blocks }) => blocks),
      ],
    });
  }
}

function countsOf(stretches: Map<number, Counts>, start: number): Counts {
  let counts = stretches.get(start);
  if (!counts) {
    counts = new Counts();
    stretches.set(start, counts);
  }
  return counts;
}
