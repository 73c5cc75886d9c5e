import fc from "fast-check";
import { expect, test } from "vitest";
import { blockSize, secondZero } from "./block-fields";
import type { BlockRow, BlockRows } from "./block-rows";
import { findCandidates } from "./find-candidates";
import type { IndexTerms } from "./index-terms";

const blockCount = 60;
/** Small, so that a log of this length takes many steps. */
const pace = { first: 1, most: 6, together: 12 };

/** Which cursors have a value: scattered over the whole log, or dense, or only in a part of it. */
const cursorsOfValue = fc
  .record({
    every: fc.constantFrom(2, 300, 3_000, 3_000, 7_000, 20_000),
    offset: fc.integer({ min: 1, max: 5_000 }),
    from: fc.constantFrom(0, 0, 40_000),
    upTo: fc.constantFrom(blockCount, 5, 30).map((blocks) => blocks * blockSize),
  })
  .map(({ every, offset, from, upTo }) => (cursor: number) => {
    return cursor > from && cursor <= upTo && cursor % every === offset % every;
  });
type HasValue = (cursor: number) => boolean;

/** An index in memory, made from what it is to say. */
function indexOf(terms: readonly (readonly HasValue[])[]): BlockRows {
  const positionsIn = (has: HasValue, block: number) => {
    const bytes: number[] = [];
    for (let place = 0; place < blockSize; place += 1) {
      if (has(block * blockSize + place + 1)) bytes.push(place >> 8, place & 255);
    }
    return Buffer.from(bytes);
  };
  const rows = terms.flatMap((values, term) =>
    values.map((has, value) => {
      const kept = new Map<number, Buffer>();
      for (let block = 0; block < blockCount; block += 1) {
        const positions = positionsIn(has, block);
        if (positions.length > 0) kept.set(block, positions);
      }
      return { term, value, kept };
    }),
  );
  const rowsAt = (blocks: readonly number[], limitOf: (term: number) => number): BlockRow[] =>
    rows.flatMap(({ term, value, kept }) =>
      blocks
        .flatMap((block) => {
          const positions = kept.get(block);
          return positions ? [{ term, value, block, positions }] : [];
        })
        .slice(0, limitOf(term)),
    );
  return {
    async next({ first, last, order }, limits) {
      const blocks = Array.from({ length: last - first + 1 }, (_, i) => first + i);
      return rowsAt(order === "asc" ? blocks : blocks.reverse(), (term) => limits[term] ?? 0);
    },
    async at(blocks, besides) {
      return rowsAt([...blocks].reverse(), (term) => (term === besides ? 0 : blocks.length));
    },
  };
}

async function gather(portions: AsyncIterable<number[]>): Promise<number[]> {
  const all: number[] = [];
  for await (const portion of portions) for (const cursor of portion) all.push(cursor);
  return all;
}

test("however rare and wherever the values are, exactly the cursors with one of each term's values are found", async () => {
  const anyTerms = fc.array(fc.array(cursorsOfValue, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 });
  const anyBlock = fc.integer({ min: 0, max: blockCount - 1 });
  await fc.assert(
    fc.asyncProperty(anyTerms, anyBlock, anyBlock, fc.constantFrom("asc", "desc"), async (has, one, other, order) => {
      const terms: IndexTerms = {
        values: has.map((values) => ({ field: "source", values: values.map((_, i) => String(i)) })),
        time: null,
        words: [],
      };
      const [first, last] = [Math.min(one, other), Math.max(one, other)];
      const found = await gather(findCandidates(indexOf(has), terms, { first, last, order }, pace));
      const expected: number[] = [];
      for (let cursor = first * blockSize + 1; cursor <= (last + 1) * blockSize; cursor += 1) {
        if (has.every((values) => values.some((value) => value(cursor)))) expected.push(cursor);
      }
      if (order === "desc") expected.reverse();
      expect(found.length).toBe(expected.length);
      expect(found.every((cursor, i) => cursor === expected[i])).toBe(true);
    }),
    { numRuns: 120 },
  );
});

test("a block's times are those of its last events, to the second", async () => {
  const startMs = Date.parse("2040-01-01T00:00:00Z");
  const seconds = Buffer.alloc(4 * 100);
  for (let i = 0; i < 100; i += 1) seconds.writeInt32BE(startMs / 1_000 + i - secondZero, 4 * i);
  const row: BlockRow = { term: 0, value: 0, block: 3, positions: seconds };
  const index: BlockRows = { next: async () => [row], at: async () => [row] };
  const time = { since: "2040-01-01T00:00:10.500000Z", until: "2040-01-01T00:00:13.000001Z" };
  const found = await gather(
    findCandidates(index, { values: [], time, words: [] }, { first: 0, last: 9, order: "asc" }),
  );
  const firstCursor = 4 * blockSize - 100 + 1;
  expect(found).toEqual([10, 11, 12, 13].map((second) => firstCursor + second));
});
