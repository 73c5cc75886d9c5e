/**
 * Why an event was dropped: the buffer was full; it was refused (no JSON, emitted after `close()`, or turned away by
 * the server for good); or the server could not be reached, or could not answer, within the retries.
 */
export type DropReason = "queueFull" | "refused" | "network";

/** Counts since the emitter was made: `emitted` = `stored` + `queued` + the three kinds of `dropped`. */
export type EmitterStats = {
  emitted: number;
  /** Acknowledged, and so durable; repeats that the server already had are among them. */
  stored: number;
  /** Not settled yet: in the buffer or on the way. */
  queued: number;
  dropped: Record<DropReason, number>;
};

/** What `onError` is told: how many events were dropped at once and why. A full buffer is told once until it has room. */
export type EmitterTrouble = { reason: DropReason; events: number; message: string };
