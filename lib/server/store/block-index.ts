import type { PoolClient } from "pg";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { blockOf, blockSize, blocksReadModel } from "./block-fields";
import { type BlockRows, blockRowsOf } from "./block-rows";
import { findCandidates } from "./find-candidates";
import { indexTerms } from "./index-terms";
import { blocksPerSpan, wordsReadModel } from "./word-places";
import { wordRowsOf } from "./word-rows";

/** Cursors from `low` to `high`, both included. */
export type CursorRange = { low: number; high: number };

/** What block and word index know of a filter: up to which cursor, and where in that part of the log it may match. */
export type IndexedPart = {
  upTo: number;
  /** Cursors that may match, ascending or descending, in portions; all others up to `upTo` don't. */
  candidates(range: CursorRange, order: "asc" | "desc"): AsyncGenerator<number[]>;
};

/**
 * The part of the log that the indexes cover; `upTo` is 0 where there are none yet, or where the filter is nothing that they
 * could narrow. To be read in the snapshot in which the candidates are looked up.
 */
export async function indexedPart(
  client: PoolClient,
  workspaceId: number,
  filter: TimelineFilter,
): Promise<IndexedPart> {
  const none: IndexedPart = { upTo: 0, candidates: async function* () {} };
  const terms = await indexTerms(client, workspaceId, filter);
  if (!terms) return none;
  const hasOthers = terms.values.length > 0 || terms.time !== null;
  const blocks = hasOthers ? await completeBlocks(client, workspaceId, blocksReadModel) : Number.POSITIVE_INFINITY;
  const wordBlocks = terms.words.length > 0 ? await completeBlocks(client, workspaceId, wordsReadModel) : blocks;
  const upTo = Math.min(blocks, wordBlocks) * blockSize;
  const index = bothOf(
    blockRowsOf(client, { workspaceId, terms }),
    wordRowsOf(client, {
      workspaceId,
      words: terms.words,
      firstTerm: terms.values.length + (terms.time ? 1 : 0),
      spansEnd: Math.floor(wordBlocks / blocksPerSpan) * blocksPerSpan,
    }),
  );
  return {
    upTo,
    async *candidates({ low, high }, order) {
      const top = Math.min(high, upTo);
      if (low > top) return;
      const range = { first: blockOf(low), last: blockOf(top), order };
      for await (const cursors of findCandidates(index, terms, range)) {
        const within = cursors.filter((cursor) => cursor >= low && cursor <= top);
        if (within.length > 0) yield within;
      }
    },
  };
}

/** How many blocks, from the log's first on, a read model has gone through. */
async function completeBlocks(
  client: PoolClient,
  workspaceId: number,
  { name, version }: { name: string; version: number },
): Promise<number> {
  const { rows } = await client.query<{ cursor: string }>({
    text: "SELECT cursor FROM projection_cursors WHERE workspace_id = $1 AND name = $2 AND version = $3",
    values: [workspaceId, name, version],
  });
  return Math.floor(Number(rows[0]?.cursor ?? 0) / blockSize);
}

/** One connection: they are asked one after the other. */
const bothOf = (one: BlockRows, other: BlockRows): BlockRows => ({
  next: async (range, limits) => [...(await one.next(range, limits)), ...(await other.next(range, limits))],
  at: async (blocks, besides) => [...(await one.at(blocks, besides)), ...(await other.at(blocks, besides))],
});
