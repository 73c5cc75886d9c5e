import type { PoolClient } from "pg";
import { searchedTexts } from "@/lib/timeline/search/searched-values";
import { Pauses } from "../pauses";
import { blockSize } from "../store/block-fields";
import { rawEventTypes } from "../store/event-row";
import { eachWordHash } from "../store/word-hash";
import {
  blockBucketOf,
  blockBuckets,
  blocksPerSpan,
  hashesIn,
  packRecords,
  recordOf,
  spanBucketOf,
  spanBuckets,
  wordsReadModel,
} from "../store/word-places";
import type { Projection, Range } from "./projection";

/**
 * The word index: in which events of each block a word occurs, and in which blocks of each span. Words are hashes; whoever reads
 * an event looks for the words themselves. What a word is can't be said in SQL, so this is a fold of ours, a block of events at a
 * time. Only what is complete is written, each row once. What lies above the last complete block is read from the log itself.
 */
export const wordsProjection: Projection = {
  ...wordsReadModel,
  tables: ["word_blocks", "word_spans"],
  statements: [],
  async fold(client, { workspaceId, after, upTo }) {
    const end = Math.floor(upTo / blockSize);
    for (let block = Math.floor(after / blockSize); block < end; block += 1) {
      await writeBlock(client, workspaceId, block);
      if ((block + 1) % blocksPerSpan === 0) await writeSpan(client, workspaceId, (block + 1) / blocksPerSpan - 1);
    }
  },
  async forget(client, { workspaceId, after, upTo }) {
    await forgetRows(client, "word_blocks", "block", {
      workspaceId,
      ...passed(blockSize, { after, upTo }),
      buckets: blockBuckets,
    });
    await forgetRows(client, "word_spans", "span", {
      workspaceId,
      ...passed(blockSize * blocksPerSpan, { after, upTo }),
      buckets: spanBuckets,
    });
  },
};

/** The pieces of the log, of `size` cursors each, of which a range that begins at the oldest has the last: from `first` to below `end`. */
const passed = (size: number, { after, upTo }: { after: number; upTo: number }) => ({
  first: Math.floor(after / size),
  end: Math.floor(upTo / size),
});

async function forgetRows(
  client: PoolClient,
  table: "word_blocks" | "word_spans",
  piece: "block" | "span",
  { workspaceId, first, end, buckets }: { workspaceId: number; first: number; end: number; buckets: number },
): Promise<void> {
  for (let gone = first; gone < end; gone += 1) {
    await client.query({
      name: `forget-${table}`,
      // A look-up for each bucket, as it leads the index.
      text: `DELETE FROM ${table} WHERE workspace_id = $1 AND ${piece} = $2
        AND bucket = ANY (ARRAY(SELECT generate_series(0, $3::int - 1)))`,
      values: [workspaceId, gone, buckets],
    });
  }
}

type SearchedRow = {
  cursor: string;
  event_type: string;
  operation: string | null;
  agent_name: string | null;
  metadata: string;
};

/** Events that are held in memory at a time: with metadata of the largest size, some MiB. */
const eventsAtOnce = 128;

async function writeBlock(client: PoolClient, workspaceId: number, block: number): Promise<void> {
  const buckets: number[][] = Array.from({ length: blockBuckets }, () => []);
  const pauses = new Pauses();
  const start = block * blockSize;
  for (let after = start; after < start + blockSize; after += eventsAtOnce) {
    for (const { cursor, metadata: metadataJson, ...event } of await searchedRows(client, {
      workspaceId,
      after,
      upTo: after + eventsAtOnce,
    })) {
      const place = Number(cursor) - 1 - start;
      for (const text of searchedTexts({ ...event, metadataJson })) {
        eachWordHash(text, (hash) => buckets[blockBucketOf(hash)]?.push(recordOf(hash, place)));
      }
      if (pauses.isDue) await pauses.take();
    }
  }
  const packed: Buffer[] = [];
  for (const records of buckets) {
    packed.push(packRecords(records));
    if (pauses.isDue) await pauses.take();
  }
  await client.query({
    name: "write-word-block",
    text: `INSERT INTO word_blocks (workspace_id, block, bucket, places)
      SELECT $1, $2, b.bucket, b.places FROM unnest($3::int[], $4::bytea[]) AS b (bucket, places) WHERE b.places <> ''`,
    values: [workspaceId, block, packed.map((_, bucket) => bucket), packed],
  });
}

async function searchedRows(client: PoolClient, { workspaceId, after, upTo }: Range): Promise<SearchedRow[]> {
  const { rows } = await client.query<SearchedRow>({
    name: "searched-rows",
    text: `SELECT cursor, event_type, operation, agent_name, metadata FROM events
      WHERE workspace_id = $1 AND cursor > $2 AND cursor <= $3`,
    values: [workspaceId, after, upTo],
    types: rawEventTypes,
  });
  return rows;
}

/** Puts the blocks of a span together, one of their buckets at a time. */
async function writeSpan(client: PoolClient, workspaceId: number, span: number): Promise<void> {
  const pauses = new Pauses();
  const first = span * blocksPerSpan;
  for (let bucket = 0; bucket < blockBuckets; bucket += 1) {
    const { rows } = await client.query<{ block: number; places: Buffer }>({
      name: "read-word-blocks",
      text: "SELECT block, places FROM word_blocks WHERE workspace_id = $1 AND bucket = $2 AND block >= $3 AND block < $4",
      values: [workspaceId, bucket, first, first + blocksPerSpan],
    });
    const buckets = new Map<number, number[]>();
    for (const { block, places } of rows) {
      for (const hash of hashesIn(places)) {
        const records = buckets.get(spanBucketOf(hash));
        if (records) records.push(recordOf(hash, block - first));
        else buckets.set(spanBucketOf(hash), [recordOf(hash, block - first)]);
      }
      if (pauses.isDue) await pauses.take();
    }
    const packed = [...buckets.values()].map((records) => packRecords(records));
    await client.query({
      name: "write-word-span",
      text: `INSERT INTO word_spans (workspace_id, span, bucket, places)
        SELECT $1, $2, b.bucket, b.places FROM unnest($3::int[], $4::bytea[]) AS b (bucket, places)`,
      values: [workspaceId, span, [...buckets.keys()], packed],
    });
  }
}
