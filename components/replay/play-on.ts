/** A silence longer than this is jumped over, where that is wanted. */
export const silenceMs = 10_000;
/** So much of a silence is left before the next event, at normal speed. */
const leadInMs = 1_000;

type Playing = {
  /** How much of the viewer's time has passed. */
  elapsedMs: number;
  speed: number;
  skips: boolean;
  /** When each event happened, ascending. */
  instants: readonly number[];
};

/** Where the playhead is after a while: further by the speed, past silences where they are skipped, never past the end. */
export function playOn(at: number, { elapsedMs, speed, skips, instants }: Playing): number {
  const end = instants.at(-1) ?? at;
  const moved = at + elapsedMs * speed;
  const next = instants[countUntil(instants, moved)];
  const last = instants[countUntil(instants, moved) - 1] ?? at;
  if (skips && next !== undefined && next - Math.max(last, at) > silenceMs) {
    return Math.max(moved, next - leadInMs * speed);
  }
  return Math.min(moved, end);
}

/** How many of ascending instants have come by a moment. */
export function countUntil(instants: readonly number[], at: number): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
