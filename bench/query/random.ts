/** Chance with a seed (mulberry32), so that a log of some size is the same log each time it is made. */
export type Chance = {
  /** From 0 inclusive to 1 exclusive. */
  next(): number;
  below(bound: number): number;
  pick<T>(from: readonly T[]): T;
};

export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (bound: number) => Math.floor(next() * bound);
  return {
    next,
    below,
    pick<T>(from: readonly T[]): T {
      const picked = from[below(from.length)];
      if (picked === undefined) throw new Error("nothing to pick from");
      return picked;
    },
  };
}

/** Picks by Zipf's law: the first n-th as often as the first, divided by n. */
export function zipf<T>(from: readonly T[], by: Chance): () => T {
  const sums: number[] = [];
  let total = 0;
  for (let i = 0; i < from.length; i += 1) {
    total += 1 / (i + 1);
    sums.push(total);
  }
  return () => {
    const wanted = by.next() * total;
    const at = sums.findIndex((sum) => sum > wanted);
    const picked = from[Math.max(at, 0)];
    if (picked === undefined) throw new Error("nothing to pick from");
    return picked;
  };
}
