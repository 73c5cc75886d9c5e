export type TimeRange = { fromMs: number; toMs: number };

/** Where a moment lies in a range: 0 at its beginning, 1 at its end. */
export function shareOf({ fromMs, toMs }: TimeRange, momentMs: number): number {
  return toMs > fromMs ? (momentMs - fromMs) / (toMs - fromMs) : 0;
}

/** A share of a range's width as CSS takes it, kept within the range. */
export function percentOf(range: TimeRange, momentMs: number): string {
  return `${(Math.min(1, Math.max(0, shareOf(range, momentMs))) * 100).toFixed(3)}%`;
}
