import { blockSize, secondZero } from "./block-fields";

/** Places in a block: 1,024 bits. */
export type Places = Uint32Array;

const words = blockSize / 32;

export const noPlaces = (): Places => new Uint32Array(words);
export const allPlaces = (): Places => new Uint32Array(words).fill(0xffff_ffff);

/** Adds the places that a row of the block index holds, two bytes each. */
export function addPlaces(places: Places, positions: Buffer): void {
  for (let i = 0; i + 1 < positions.length; i += 2) setPlace(places, positions.readUInt16BE(i));
}

function setPlace(places: Places, place: number): void {
  places[place >>> 5] = (places[place >>> 5] ?? 0) | (1 << (place & 31));
}

/** Adds the places whose events happened from the second of `sinceMs` to that of `untilMs`, both included. */
export function addPlacesWithin(
  places: Places,
  seconds: Buffer,
  { sinceMs, untilMs }: { sinceMs: number; untilMs: number },
): void {
  const first = Math.floor(sinceMs / 1_000) - secondZero;
  const last = Math.floor(untilMs / 1_000) - secondZero;
  const count = seconds.length / 4;
  for (let i = 0; i < count; i += 1) {
    const second = seconds.readInt32BE(4 * i);
    if (second >= first && second <= last) setPlace(places, blockSize - count + i);
  }
}

/** Leaves those that are in both. */
export function keepPlaces(places: Places, others: Places): void {
  for (let i = 0; i < words; i += 1) places[i] = (places[i] ?? 0) & (others[i] ?? 0);
}

/** The cursors of the places of block `block`, in ascending order. */
export function cursorsOf(block: number, places: Places): number[] {
  const cursors: number[] = [];
  for (let i = 0; i < words; i += 1) {
    for (let left = places[i] ?? 0; left !== 0; left &= left - 1) {
      const bit = 31 - Math.clz32(left & -left);
      cursors.push(block * blockSize + i * 32 + bit + 1);
    }
  }
  return cursors;
}
