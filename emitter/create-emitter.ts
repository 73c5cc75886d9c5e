import { createBreaker } from "./breaker";
import { type Clock, systemClock } from "./clock";
import type { EventDraft } from "./draft";
import { type EmitterOptions, resolveOptions } from "./emitter-options";
import { encodeDraft } from "./encode-draft";
import { createEventQueue } from "./event-queue";
import { onExit } from "./exits";
import { type EmitterHealth, healthOf } from "./health";
import { createHold } from "./hold";
import { createPoster } from "./post";
import { createPump } from "./pump";
import { redactDraftJson } from "./redact/redact-draft";
import type { RedactionRule } from "./redact/redaction-rule";
import { type SendOutcome, sendBatch } from "./send-batch";
import { spoolDirectory } from "./spool/spool-directory";
import { createSpoolQueue } from "./spool-queue";
import { createCounts, type DropReason, type EmitterStats } from "./stats";
import { parseTarget } from "./target";
import { createTroubleReport } from "./trouble-report";

const takeOverMsDefault = 30_000;

/** A guest in its host: none of these throws or rejects, and none keeps the process alive unless it is awaited. */
export type Emitter = {
  /** Takes an event and returns at once. With a spool, no kill of the process loses it from then on. */
  emit(draft: EventDraft): void;
  emitMany(drafts: readonly EventDraft[]): void;
  /** Resolves when everything emitted before it is stored or dropped, or when the server can't be reached for now. */
  flush(): Promise<void>;
  /** Flushes; what is left then stays in the spool, or is dropped. Whatever is emitted from now on is refused. */
  close(): Promise<void>;
  stats(): EmitterStats;
  health(): EmitterHealth;
};

/**
 * Sends events to Sightline in the background: in the order emitted, in batches, one request at a time. Throws only
 * here, for an address or a key that could never work.
 */
export function createEmitter(options: EmitterOptions): Emitter {
  return createEmitterBy(systemClock, options);
}

/** As `createEmitter`, by another clock than the system's. */
export function createEmitterBy(clock: Clock, options: EmitterOptions): Emitter {
  const { source, name, spool, redact, ...settings } = resolveOptions(options);
  const target = parseTarget(options, "/api/v1/events/ingest");
  const hold = createHold();
  const { gzipBytesMin, requestTimeoutMs: timeoutMs } = settings;
  const poster = createPoster({ ...target, timeoutMs, hold, gzipBytesMin });
  const { breakerFailuresMax: failuresMax, breakerOpenMs: openMs } = settings;
  const breaker = createBreaker({ failuresMax, openMs, nowMs: clock.nowMs });
  const counts = createCounts();
  const report = createTroubleReport(options.onError, clock.nowMs);
  const queue =
    spool === null
      ? createEventQueue(settings)
      : createSpoolQueue({
          ...settings,
          directory: spool.directory ?? spoolDirectory(options, "events"),
          bytesMax: spool.bytesMax,
          onLost({ events, reason, takenOver }) {
            if (takenOver) counts.takenOver += events;
            drop(reason, events, reason === "spoolFull" ? "The spool is full." : "The spool's file is spoiled.");
          },
          onDiskTrouble,
        });
  const pump = createPump({
    ...settings,
    queue,
    breaker,
    clock,
    hold,
    isDurable: spool !== null,
    takeOverMs: spool === null ? null : Math.max(1, spool.takeOverMs ?? takeOverMsDefault),
    send,
    onRetry: () => (counts.retries += 1),
    onSettled({ ending, events, message }, takenOver) {
      if (takenOver) counts.takenOver += events;
      if (ending === "stored") counts.sent += events;
      else if (events > 0) drop("refused", events, message);
    },
    onGivenUp: (events, message) => drop("network", events, message),
    onTrouble: onDiskTrouble,
  });
  let isFull = false;
  let closing: Promise<void> | null = null;
  let emittedAtExit = 0;
  const stopListening = settings.flushOnExit ? onExit(flushAtExit) : () => {};

  function noteError(message: string): void {
    counts.lastError = { at: new Date().toISOString(), message };
  }

  function onDiskTrouble(message: string): void {
    noteError(message);
    report({ reason: "disk", events: 0, message });
  }

  function drop(reason: DropReason, events: number, message: string): void {
    counts.dropped[reason] += events;
    if (reason !== "queueFull") noteError(message);
    report({ reason, events, message });
  }

  async function send(events: readonly string[]): Promise<SendOutcome> {
    const outcome = await sendBatch(poster, events);
    if (outcome.kind === "unreachable") {
      counts.failed += 1;
      noteError(outcome.message);
      if (outcome.isDown) breaker.failed();
    } else {
      counts.batches += 1;
      breaker.succeeded();
      if (outcome.kind === "stored") counts.lastSuccess = new Date().toISOString();
    }
    return outcome;
  }

  function emit(draft: EventDraft): void {
    counts.emitted += 1;
    const event = closing ? null : tryEncode(draft, source, redact);
    if (event === null) {
      drop("refused", 1, closing ? "The emitter is closed." : "The draft can't be written as JSON.");
    } else if (queue.push(event)) {
      isFull = false;
      pump.wake();
    } else if (isFull) {
      counts.dropped.queueFull += 1;
    } else {
      isFull = true;
      drop("queueFull", 1, `The buffer is full (${queue.size()} events).`);
    }
  }

  /** Nothing new since the last time means that the server didn't take the rest: trying on would only delay the exit. */
  async function flushAtExit(why: "idle" | "signal"): Promise<void> {
    if (queue.size() === 0 || (why === "idle" && counts.emitted === emittedAtExit)) return;
    emittedAtExit = counts.emitted;
    let enough = () => {};
    const bound = new Promise<void>((resolve) => (enough = resolve));
    const timer = clock.after(settings.exitFlushMs, enough);
    const release = hold.track(timer);
    await hold.during(Promise.race([pump.flush(), bound]));
    release();
    timer.cancel();
  }

  async function close(): Promise<void> {
    await hold.during(pump.flush());
    pump.stop();
    stopListening();
    poster.close();
    try {
      const left = queue.release();
      if (left > 0) drop("network", left, "The emitter was closed while Sightline could not be reached.");
    } catch (error) {
      onDiskTrouble(`The spool can't be left tidy: ${error instanceof Error ? error.message : error}`);
    }
  }

  return {
    emit,
    emitMany(drafts) {
      for (const draft of drafts) emit(draft);
    },
    flush: () => hold.during(pump.flush()),
    close() {
      closing ??= close();
      return closing;
    },
    stats,
    health: () => healthOf(name, stats(), settings.bufferEventsMax),
  };

  function stats(): EmitterStats {
    const { dropped, ...rest } = counts;
    const waiting = { queued: queue.size(), spooled: queue.spooled(), breaker: breaker.state() };
    return { ...rest, ...waiting, dropped: { ...dropped } };
  }
}

function tryEncode(
  draft: EventDraft,
  source: string | undefined,
  redaction: readonly RedactionRule[] | null,
): string | null {
  try {
    const json = encodeDraft(draft, source);
    return redaction === null ? json : redactDraftJson(json, redaction);
  } catch {
    return null;
  }
}
