import { packLengths } from "./gather-digests";

export type Piece = { length: number; from: number; to: number };

/** Cuts a range of minutes into whole packs, the longest possible ones of those lengths that are at most `longest`. */
export function cutRange(from: number, to: number, longest: number): Piece[] {
  const lengths = packLengths.filter((length) => length <= longest);
  const length = lengths.at(-1);
  if (length === undefined || from >= to) return [];
  const first = Math.ceil(from / length) * length;
  const end = Math.floor(to / length) * length;
  if (first >= end) return cutRange(from, to, length - 1);
  return [...cutRange(from, first, length - 1), { length, from: first, to: end }, ...cutRange(end, to, length - 1)];
}
