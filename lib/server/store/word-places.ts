/** Blocks to a span of the word index: 65,536 cursors. */
export const blocksPerSpan = 64;

/** The name and version of the projection whose cursor says how far the word index reaches. */
export const wordsReadModel = { name: "words", version: 1 } as const;

/**
 * The word index is cut into buckets by the first bits of a word's hash, so that a word is looked up in one row of a few KiB
 * for each block or span. A bucket of blocks is 32 of spans, as a span has so many more words.
 */
export const blockBuckets = 64;
export const spanBuckets = 2_048;

export const blockBucketOf = (hash: number) => hash >>> 26;
export const spanBucketOf = (hash: number) => hash >>> 21;

/** A word's hash, four bytes, and a place where it occurs, two: of an event in a block, or of a block in a span. */
const recordBytes = 6;
/** A record as one number, by which they are sorted. */
export const recordOf = (hash: number, place: number) => hash * 0x1_0000 + place;

/** Records in ascending order, each once. */
export function packRecords(records: readonly number[]): Buffer {
  const sorted = Float64Array.from(records).sort();
  const bytes = Buffer.allocUnsafe(sorted.length * recordBytes);
  let end = 0;
  let before = -1;
  for (const record of sorted) {
    if (record === before) continue;
    end = bytes.writeUIntBE(record, end, recordBytes);
    before = record;
  }
  return bytes.subarray(0, end);
}

/** The places of a word, two bytes each. */
export function placesOf(records: Buffer, hash: number): Buffer {
  const count = records.length / recordBytes;
  let low = 0;
  for (let high = count; low < high; ) {
    const middle = (low + high) >>> 1;
    if (records.readUInt32BE(middle * recordBytes) < hash) low = middle + 1;
    else high = middle;
  }
  const places: Buffer[] = [];
  for (let at = low * recordBytes; at < records.length && records.readUInt32BE(at) === hash; at += recordBytes) {
    places.push(records.subarray(at + 4, at + recordBytes));
  }
  return Buffer.concat(places);
}

/** The hashes in a row, each once. */
export function* hashesIn(records: Buffer): Generator<number> {
  let before = -1;
  for (let at = 0; at < records.length; at += recordBytes) {
    const hash = records.readUInt32BE(at);
    if (hash !== before) yield hash;
    before = hash;
  }
}
