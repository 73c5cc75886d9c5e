import type { PoolClient } from "pg";
import type { BlockRange, BlockRow, BlockRows } from "./block-rows";
import { wordHash } from "./word-hash";
import { blockBucketOf, blocksPerSpan, placesOf, spanBucketOf } from "./word-places";

type WordIndex = {
  workspaceId: number;
  words: readonly string[];
  /** The term of the first word; the others follow it. */
  firstTerm: number;
  /** Blocks below this one are in complete spans. */
  spansEnd: number;
};

type Found = { block: number; positions: Buffer };

/** Rows of spans that are read first, and how they grow: a common word is soon found, a rare one needs reach. */
const spansFirst = 4;
const spansGrowth = 4;
const spansMax = 256;

/** The word index as rows of the block index, a term for each word. */
export function wordRowsOf(client: PoolClient, { words, firstTerm, ...index }: WordIndex): BlockRows {
  const hashes = words.map(wordHash);
  const each = async (read: (hash: number, term: number) => Promise<Found[]>) => {
    const rows: BlockRow[] = [];
    for (const [i, hash] of hashes.entries()) {
      const term = firstTerm + i;
      for (const found of await read(hash, term)) rows.push({ term, value: 0, ...found });
    }
    return rows;
  };
  return {
    next: (range, limits) =>
      each((hash, term) => nextBlocks(client, { ...index, hash, range, limit: limits[term] ?? 0 })),
    at: (blocks, besides) =>
      each(async (hash, term) => (term === besides ? [] : blocksAt(client, { ...index, hash, blocks }))),
  };
}

type Wanted = Omit<WordIndex, "words" | "firstTerm"> & { hash: number };

/** The first blocks of a range that have the word: by spans as far as those are complete, the few blocks above them one by one. */
async function nextBlocks(
  client: PoolClient,
  { range, limit, ...wanted }: Wanted & { range: BlockRange; limit: number },
): Promise<Found[]> {
  const { order } = range;
  const below = { ...range, last: Math.min(range.last, wanted.spansEnd - 1) };
  const above = { ...range, first: Math.max(range.first, wanted.spansEnd) };
  const found: Found[] = [];
  for (const isBelow of order === "asc" ? [true, false] : [false, true]) {
    if (found.length >= limit) break;
    const most = limit - found.length;
    if (isBelow) {
      const blocks = await blocksBySpan(client, { ...wanted, range: below, limit: most });
      found.push(...(await blocksAt(client, { ...wanted, blocks })));
    } else found.push(...(await blocksOneByOne(client, { ...wanted, range: above, limit: most })));
  }
  return found;
}

async function blocksBySpan(
  client: PoolClient,
  { workspaceId, hash, range, limit }: Wanted & { range: BlockRange; limit: number },
): Promise<number[]> {
  const { order } = range;
  const blocks: number[] = [];
  let first = Math.floor(range.first / blocksPerSpan);
  let last = Math.floor(range.last / blocksPerSpan);
  for (let portion = spansFirst; first <= last && blocks.length < limit; ) {
    const { rows } = await client.query<{ span: number; places: Buffer }>({
      name: `word-spans-${order}`,
      text: `SELECT span, places FROM word_spans WHERE workspace_id = $1 AND bucket = $2 AND span >= $3 AND span <= $4
        ORDER BY span ${order} LIMIT $5`,
      values: [workspaceId, spanBucketOf(hash), first, last, portion],
    });
    for (const { span, places } of rows) {
      const inSpan = numbersOf(placesOf(places, hash)).map((place) => span * blocksPerSpan + place);
      if (order === "desc") inSpan.reverse();
      blocks.push(...inSpan.filter((block) => block >= range.first && block <= range.last));
    }
    const end = rows.at(-1)?.span;
    if (end === undefined || rows.length < portion) break;
    if (order === "asc") first = end + 1;
    else last = end - 1;
    portion = Math.min(portion * spansGrowth, spansMax);
  }
  return blocks.slice(0, limit);
}

async function blocksOneByOne(
  client: PoolClient,
  { workspaceId, hash, range, limit }: Wanted & { range: BlockRange; limit: number },
): Promise<Found[]> {
  const { order } = range;
  let { first, last } = range;
  const found: Found[] = [];
  while (first <= last && found.length < limit) {
    const { rows } = await client.query<{ block: number; places: Buffer }>({
      name: `word-blocks-${order}`,
      text: `SELECT block, places FROM word_blocks WHERE workspace_id = $1 AND bucket = $2 AND block >= $3 AND block <= $4
        ORDER BY block ${order} LIMIT $5`,
      values: [workspaceId, blockBucketOf(hash), first, last, limit],
    });
    found.push(...foundIn(rows, hash));
    const end = rows.at(-1)?.block;
    if (end === undefined || rows.length < limit) break;
    if (order === "asc") first = end + 1;
    else last = end - 1;
  }
  return found.slice(0, limit);
}

async function blocksAt(
  client: PoolClient,
  { workspaceId, hash, blocks }: Wanted & { blocks: readonly number[] },
): Promise<Found[]> {
  if (blocks.length === 0) return [];
  const { rows } = await client.query<{ block: number; places: Buffer }>({
    name: "word-blocks-at",
    text: "SELECT block, places FROM word_blocks WHERE workspace_id = $1 AND bucket = $2 AND block = ANY ($3::int[])",
    values: [workspaceId, blockBucketOf(hash), blocks],
  });
  return foundIn(rows, hash);
}

const foundIn = (rows: readonly { block: number; places: Buffer }[], hash: number): Found[] =>
  rows
    .map(({ block, places }) => ({ block, positions: placesOf(places, hash) }))
    .filter(({ positions }) => positions.length > 0);

function numbersOf(places: Buffer): number[] {
  const numbers: number[] = [];
  for (let at = 0; at < places.length; at += 2) numbers.push(places.readUInt16BE(at));
  return numbers;
}
