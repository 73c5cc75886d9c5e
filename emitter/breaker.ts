/**
 * Whether requests go out: `closed`, they do; `open`, none does, because several in a row have failed; `half-open`, the
 * next one tries whether the server is back.
 */
export type BreakerState = "closed" | "open" | "half-open";

/** Spares a server that is down, and a host that would wait for it. */
export type Breaker = {
  state(): BreakerState;
  /** How long it stays open; 0 where a request may go out. */
  waitMs(): number;
  succeeded(): void;
  failed(): void;
};

/** Opens for `openMs` after `failuresMax` failures in a row, and again after each failure of a try when half-open. */
export function createBreaker(options: { failuresMax: number; openMs: number; nowMs: () => number }): Breaker {
  const { failuresMax, openMs, nowMs } = options;
  let failures = 0;
  let openUntilMs: number | null = null;
  const waitMs = () => (openUntilMs === null ? 0 : Math.max(0, openUntilMs - nowMs()));

  return {
    state() {
      if (openUntilMs === null) return "closed";
      return waitMs() > 0 ? "open" : "half-open";
    },
    waitMs,
    succeeded() {
      failures = 0;
      openUntilMs = null;
    },
    failed() {
      failures += 1;
      if (openUntilMs !== null || failures >= failuresMax) openUntilMs = nowMs() + openMs;
    },
  };
}
