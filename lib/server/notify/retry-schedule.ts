const secondMs = 1_000;
const hourMs = 3_600 * secondMs;
const dayMs = 24 * hourMs;

/** What fails for so long is given up. */
export const giveUpAfterMs = 3 * dayMs;
/** What a browser was to show at once is of no use by then. */
export const givePushUpAfterMs = 4 * hourMs;

const firstMs = 5 * secondMs;
/** Whoever is back within a day gets what waits within two minutes; later we ask less often. */
const dayPauseMaxMs = 120 * secondMs;
const pauseMaxMs = hourMs;
/** A receiver may ask for patience, and not for being forgotten. */
const retryAfterMaxMs = hourMs;

type Failing = {
  /** Since the first attempt. */
  forMs: number;
  /** What the answer asked for. */
  retryAfterMs?: number | null;
  random?: () => number;
};

/**
 * How long to wait before the next attempt: half as long as it has failed already, from 5 s up to 2 min during the first day and to
 * an hour after it; a fifth more or less, so that what failed together doesn't come together. `Retry-After` is honoured.
 */
export function pauseAfterFailure({ forMs, retryAfterMs = null, random = Math.random }: Failing): number {
  const longestMs = forMs < dayMs ? dayPauseMaxMs : pauseMaxMs;
  const pauseMs = Math.min(longestMs, Math.max(firstMs, forMs / 2)) * (0.8 + 0.4 * random());
  return Math.round(Math.max(pauseMs, Math.min(retryAfterMs ?? 0, retryAfterMaxMs)));
}
