import type { BreakerState } from "./breaker";

/**
 * Why events were dropped: there was no room in the buffer (`queueFull`); they were refused, being no JSON, emitted
 * after `close()`, or turned away by the server for good; the server could not be reached, or could not answer, within
 * the retries (`network`, without a spool only); there was no room in the spool; or a spoiled disk made them unreadable.
 */
export type DropReason = "queueFull" | "refused" | "network" | "spoolFull" | "unreadable";

/** Counts since the emitter was made: `emitted` + `takenOver` = `sent` + `queued` + every kind of `dropped`. */
export type EmitterStats = {
  emitted: number;
  /** Events that processes which died had left in the spool, and that were settled here. */
  takenOver: number;
  /** Acknowledged, and so durable; repeats that the server already had are among them. */
  sent: number;
  /** Not settled yet: waiting or on the way. */
  queued: number;
  /** Those of the queued that are on disk. */
  spooled: number;
  dropped: Record<DropReason, number>;
  /** Requests that were answered for good. */
  batches: number;
  /** Requests that could not be answered, or not yet. */
  failed: number;
  /** Requests that were made again after such a failure. */
  retries: number;
  breaker: BreakerState;
  lastError: { at: string; message: string } | null;
  /** When the server last acknowledged something. */
  lastSuccess: string | null;
};

/**
 * What `onError` is told: how many events were dropped at once and why; or, with `disk` and none dropped, that the spool
 * takes no events. A full buffer and a full disk are told once until there is room again.
 */
export type EmitterTrouble = { reason: DropReason | "disk"; events: number; message: string };

/** What only counting can tell; the rest of the statistics is known where it happens. */
export type Counts = Omit<EmitterStats, "queued" | "spooled" | "breaker">;

export function createCounts(): Counts {
  return {
    emitted: 0,
    takenOver: 0,
    sent: 0,
    dropped: { queueFull: 0, refused: 0, network: 0, spoolFull: 0, unreadable: 0 },
    batches: 0,
    failed: 0,
    retries: 0,
    lastError: null,
    lastSuccess: null,
  };
}
