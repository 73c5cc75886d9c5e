import { deliverBatch, type Settlement } from "./deliver-batch";
import type { EventDraft } from "./draft";
import { encodeDraft } from "./encode-draft";
import { createEventQueue } from "./event-queue";
import { createHold } from "./hold";
import { createPoster } from "./post";
import { sendBatch } from "./send-batch";
import type { DropReason, EmitterStats, EmitterTrouble } from "./stats";

/** What the server takes in one request. */
const requestEventsMax = 1_000;
const requestTimeoutMs = 10_000;

/** `url` is where Sightline is served, `apiKey` a key with the scope `ingest`; the rest has sensible defaults. */
export type EmitterOptions = {
  url: string;
  apiKey: string;
  /** The source of drafts that name none. */
  source?: string;
  batchEventsMax?: number;
  flushIntervalMs?: number;
  /** How many events may wait while others are on their way; further ones are dropped and counted. */
  bufferEventsMax?: number;
  /** How often a batch is sent again after trouble before it is dropped. */
  retriesMax?: number;
  /** Told about dropped events. What it throws is swallowed. */
  onError?: (trouble: EmitterTrouble) => void;
};

/** A guest in its host: none of these throws or rejects, and none keeps the process alive unless it is awaited. */
export type Emitter = {
  /** Takes an event and returns at once. */
  emit(draft: EventDraft): void;
  emitMany(drafts: readonly EventDraft[]): void;
  /** Resolves when everything emitted before it is stored or dropped. */
  flush(): Promise<void>;
  /** Flushes; whatever is emitted from now on is refused. */
  close(): Promise<void>;
  stats(): EmitterStats;
};

/**
 * Sends events to Sightline in the background: in the order emitted, in batches, one request at a time. Throws only
 * here, for an address or a key that could never work.
 */
export function createEmitter(options: EmitterOptions): Emitter {
  const { source, flushIntervalMs = 100, bufferEventsMax = 10_000, retriesMax = 3 } = options;
  // Never a batch of none, nor one that the server would refuse for its size.
  const batchEventsMax = Math.min(Math.max(1, Math.trunc(options.batchEventsMax ?? 100) || 100), requestEventsMax);
  const hold = createHold();
  const poster = createPoster({ ...parseTarget(options), timeoutMs: requestTimeoutMs, hold });
  const queue = createEventQueue({ bufferEventsMax, batchEventsMax });
  const dropped: Record<DropReason, number> = { queueFull: 0, refused: 0, network: 0 };
  const waiters: { upTo: number; resolve: () => void }[] = [];
  let emitted = 0;
  let stored = 0;
  /** Events are settled in the order taken, so these three counts say which ones: taken, settled, and due now. */
  let taken = 0;
  let settled = 0;
  let due = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;
  let fullReported = false;
  let closed = false;

  function drop(reason: DropReason, events: number, message: string): void {
    dropped[reason] += events;
    try {
      options.onError?.({ reason, events, message });
    } catch {
      // The host's own mistake must not come back to it out of emit.
    }
  }

  function settle({ ending, events, message }: Settlement): void {
    settled += events;
    if (ending === "stored") stored += events;
    else if (events > 0) drop(ending, events, message);
  }

  function pause(durationMs: number): Promise<void> {
    return new Promise((resolve) => {
      const release = hold.track(
        setTimeout(() => {
          release();
          resolve();
        }, durationMs),
      );
    });
  }

  async function drain(): Promise<void> {
    sending = true;
    clearTimeout(timer);
    timer = undefined;
    // The first request is put together after the host's own turn, not inside its call of emit.
    await null;
    while (queue.size() >= batchEventsMax || settled < due) {
      const batch = queue.take();
      fullReported = false;
      await deliverBatch(batch, { retriesMax, pause, settle, send: (events) => sendBatch(poster, events) });
      while (waiters[0] && waiters[0].upTo <= settled) waiters.shift()?.resolve();
    }
    sending = false;
    if (queue.size() > 0) wake();
  }

  function drainAll(): void {
    due = taken;
    if (!sending) void drain();
  }

  function wake(): void {
    if (sending) return;
    if (queue.size() >= batchEventsMax) void drain();
    else timer ??= setTimeout(drainAll, flushIntervalMs).unref();
  }

  function emit(draft: EventDraft): void {
    emitted += 1;
    const event = closed ? null : tryEncode(draft, source);
    if (event === null) {
      drop("refused", 1, closed ? "The emitter is closed." : "The draft can't be written as JSON.");
    } else if (queue.push(event)) {
      taken += 1;
      wake();
    } else if (fullReported) {
      dropped.queueFull += 1;
    } else {
      fullReported = true;
      drop("queueFull", 1, `The buffer is full (${queue.size()} events).`);
    }
  }

  function flush(): Promise<void> {
    if (settled >= taken) return Promise.resolve();
    drainAll();
    const upTo = taken;
    return hold.during(new Promise((resolve) => waiters.push({ upTo, resolve })));
  }

  return {
    emit,
    emitMany(drafts) {
      for (const draft of drafts) emit(draft);
    },
    flush,
    async close() {
      closed = true;
      await flush();
      poster.close();
    },
    stats: () => ({ emitted, stored, queued: taken - settled, dropped: { ...dropped } }),
  };
}

function tryEncode(draft: EventDraft, source: string | undefined): string | null {
  try {
    return encodeDraft(draft, source);
  } catch {
    return null;
  }
}

function parseTarget({ url, apiKey }: EmitterOptions): { url: URL; apiKey: string } {
  if (!/^https?:\/\/[^/]/i.test(url)) throw new TypeError("url must be an http or https address.");
  if (!/^[\x21-\x7e]+$/.test(apiKey)) throw new TypeError("apiKey must be printable characters without spaces.");
  return { url: new URL(`${url.replace(/\/+$/, "")}/api/v1/events/ingest`), apiKey };
}
