import { addPlaces, addPlacesWithin, allPlaces, cursorsOf, keepPlaces, noPlaces, type Places } from "./block-places";
import type { BlockRange, BlockRow, BlockRows } from "./block-rows";
import type { IndexTerms } from "./index-terms";

/** How many rows a step reads. They grow from step to step: a common value is soon found, a rare one needs reach. */
const paceDefault = {
  /** Of each value, in the first step and at most. */
  first: 8,
  most: 512,
  /** Of all values together, in one statement. */
  together: 8_192,
};
const growth = 4;

/**
 * The cursors in complete blocks that the index takes for matches of all terms, in the order of the range, a step's worth at a
 * time. Each step reads the next rows of every value. The term whose rows reach farthest is the rarest hereabouts: it names the
 * blocks, the others are asked about those blocks only, and in the next step it is the one of which many rows are read. So the
 * cost goes by the rarest term, found out on the way and with no statistics that could be old.
 */
export async function* findCandidates(
  index: BlockRows,
  terms: IndexTerms,
  whole: BlockRange,
  pace = paceDefault,
): AsyncGenerator<number[]> {
  const { order } = whole;
  const valueCounts = [
    ...terms.values.map(({ values }) => values.length),
    ...(terms.time ? [1] : []),
    ...terms.words.map(() => 1),
  ];
  // A pattern that no known type fits.
  if (valueCounts.includes(0)) return;
  const valueCount = valueCounts.reduce((sum, count) => sum + count, 0);
  const most = Math.max(1, Math.min(pace.most, Math.floor(pace.together / valueCount)));
  const few = Math.min(pace.first, most);
  const isWithin = (block: number, end: number) => (order === "asc" ? block <= end : block >= end);
  const farthest = (ends: readonly number[]) => (order === "asc" ? Math.max(...ends) : Math.min(...ends));
  let range = whole;
  let favourite = -1;
  for (let rows = few; range.first <= range.last; rows = Math.min(rows * growth, most)) {
    const limits = valueCounts.map((_, term) => (term === favourite ? rows : few));
    const known = await index.next(range, limits);
    const ends = limits.map((limit, term) => knownUpTo(known, { term, range, limit }));
    const driver = ends.indexOf(farthest(ends));
    const byFew = limits.map((_, term) => knownUpTo(known, { term, range, limit: few }));
    favourite = byFew.indexOf(farthest(byFew));
    let end = farthest(ends);
    let blocks = blocksOf(known, driver).filter((block) => isWithin(block, end));
    blocks.sort((a, b) => (order === "asc" ? a - b : b - a));
    if (blocks.length > most) {
      blocks = blocks.slice(0, most);
      end = blocks.at(-1) ?? end;
    }
    const nearest = order === "asc" ? Math.min(...ends) : Math.max(...ends);
    const unknown = blocks.filter((block) => !isWithin(block, nearest));
    const more = unknown.length > 0 && limits.length > 1 ? await index.at(unknown, driver) : [];
    const found = matches([...known, ...more], terms);
    const cursors = blocks.flatMap((block) => {
      const places = found.get(block);
      const ofBlock = places ? cursorsOf(block, places) : [];
      return order === "asc" ? ofBlock : ofBlock.reverse();
    });
    if (cursors.length > 0) yield cursors;
    range = order === "asc" ? { ...range, first: end + 1 } : { ...range, last: end - 1 };
  }
}

/** The last block of the range up to which all rows of a term are known by the first `limit` of each of its values. */
function knownUpTo(
  rows: readonly BlockRow[],
  { term, range, limit }: { term: number; range: BlockRange; limit: number },
): number {
  const isAsc = range.order === "asc";
  const counts = new Map<number, number>();
  let end = isAsc ? range.last : range.first;
  for (const row of rows) {
    if (row.term !== term) continue;
    const count = (counts.get(row.value) ?? 0) + 1;
    counts.set(row.value, count);
    // A value with fewer rows than were asked for has no more of them.
    if (count === limit) end = isAsc ? Math.min(end, row.block) : Math.max(end, row.block);
  }
  return end;
}

function blocksOf(rows: readonly BlockRow[], term: number): number[] {
  return [...new Set(rows.flatMap((row) => (row.term === term ? [row.block] : [])))];
}

/** The places of each block at which every term has one of its values. */
function matches(rows: readonly BlockRow[], terms: IndexTerms): Map<number, Places> {
  const timeTerm = terms.values.length;
  const span = terms.time && { sinceMs: Date.parse(terms.time.since), untilMs: Date.parse(terms.time.until) };
  const byBlock = new Map<number, Places[]>();
  for (const { term, block, positions } of rows) {
    let ofBlock = byBlock.get(block);
    if (!ofBlock) {
      ofBlock = Array.from({ length: timeTerm + (span ? 1 : 0) + terms.words.length }, noPlaces);
      byBlock.set(block, ofBlock);
    }
    const places = ofBlock[term];
    if (!places) continue;
    if (positions === null) ofBlock[term] = allPlaces();
    else if (term === timeTerm && span) addPlacesWithin(places, positions, span);
    else addPlaces(places, positions);
  }
  const found = new Map<number, Places>();
  for (const [block, [first = noPlaces(), ...others]] of byBlock) {
    for (const other of others) keepPlaces(first, other);
    found.set(block, first);
  }
  return found;
}
