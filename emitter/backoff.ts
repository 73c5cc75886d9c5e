const firstDelayMs = 500;
const delayMsMax = 30_000;

/** A server may ask for hours; a host that waits for `close()` should get its exit within minutes. */
const retryAfterMsMax = 60_000;

/** How long to wait before retry `attempt` (0 is the first): exponential with full jitter, so that clients spread. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(delayMsMax, firstDelayMs * 2 ** attempt);
}

/**
 * How long a reader that was cut off waits: from `firstMs`, doubled by each failure, to 30 s, of which the second half
 * is jitter. Never nothing, as it tries for as long as it lives.
 */
export function reconnectDelayMs(failures: number, firstMs: number, random: () => number = Math.random): number {
  return Math.min(delayMsMax, firstMs * 2 ** failures) * (0.5 + random() / 2);
}

/** What a `Retry-After` header asks for, in seconds or as an HTTP date, at most a minute; null where it says nothing. */
export function parseRetryAfter(header: string | undefined, nowMs: number = Date.now()): number | null {
  if (header === undefined || header.trim() === "") return null;
  const seconds = Number(header);
  const waitMs = Number.isNaN(seconds) ? Date.parse(header) - nowMs : seconds * 1000;
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(0, waitMs), retryAfterMsMax);
}
