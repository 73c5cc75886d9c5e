import { reconnectDelayMs } from "./backoff";
import type { AgentEvent } from "./event";
import type { FollowOptions } from "./follow-options";
import { readStream, StreamCut } from "./read-stream";
import { type FollowReset, parseFrame, StreamPosition } from "./stream-position";

/** The server breaks its silence every 15 s; three of those missing in a row are no accident. */
const silenceMaxMs = 45_000;
/** The pause before the first new try, until the stream asks for another one by `retry:`. */
const retryFirstMs = 1_000;

type FollowerOptions = Omit<FollowOptions, "url" | "filter"> & {
  /** The stream's address with everything but a position. */
  address: URL;
  after: number | "latest" | "earliest";
};

/**
 * One follower over all of its connections: connecting → catching-up → live → (any trouble) reconnecting → connecting …
 * A connection has done well once it has brought an event or caught up; until then each further one waits longer.
 */
export class Follower {
  readonly #options: FollowerOptions;
  readonly #position: StreamPosition;
  #failures = 0;
  #retryMs = retryFirstMs;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#position = new StreamPosition(options.after, options.logId ?? null);
  }

  async *follow(stop: AbortController): AsyncGenerator<AgentEvent, undefined> {
    const { signal, onState } = this.#options;
    const end = () => stop.abort();
    if (signal?.aborted) end();
    signal?.addEventListener("abort", end);
    try {
      while (!stop.signal.aborted) {
        const openedMs = performance.now();
        try {
          yield* this.#connection(stop.signal);
          return;
        } catch (error) {
          if (stop.signal.aborted) return;
          if (!(error instanceof StreamCut)) throw error;
          // A server's time limit is no trouble: the time that the stream lasted counts as waited.
          const waitedMs = error.isTimeLimit ? performance.now() - openedMs : 0;
          const delayMs = Math.max(0, error.waitMs, reconnectDelayMs(this.#failures, this.#retryMs) - waitedMs);
          this.#failures += 1;
          onState?.({ kind: "reconnecting", reason: error.message, delayMs });
          await pause(delayMs, stop.signal);
        }
      }
    } finally {
      signal?.removeEventListener("abort", end);
    }
  }

  /** One connection's events; its end is a `StreamCut`, unless there is nothing left to follow. */
  async *#connection(signal: AbortSignal): AsyncGenerator<AgentEvent> {
    const { address, apiKey, onState } = this.#options;
    const position = this.#position;
    const url = new URL(address);
    url.searchParams.set("cursor", String(position.after));
    onState?.({ kind: "connecting", after: position.after });
    const silence = this.#options.silenceMaxMs ?? silenceMaxMs;
    for await (const message of readStream({ url, apiKey, signal, silenceMaxMs: silence })) {
      this.#retryMs = message.retryMs ?? this.#retryMs;
      const frame = parseFrame(message);
      switch (frame?.name) {
        case "subscribed": {
          const { cursor, head, log_id: logId } = frame.data;
          const restored = position.subscribe(frame.data);
          if (restored) await this.#tell(restored);
          onState?.({ kind: "catching-up", cursor, head, logId });
          break;
        }
        case "event":
          if (!position.moveTo(frame.data.cursor)) break;
          this.#failures = 0;
          yield frame.data;
          break;
        case "replay_complete":
          position.reach(frame.id);
          this.#failures = 0;
          onState?.({ kind: "live", cursor: frame.id });
          break;
        case "ping":
          position.reach(frame.id);
          break;
        case "reset":
          await this.#tell(position.reset(frame.id, frame.data));
          break;
        case "goodbye":
          throw new StreamCut(`The server said goodbye: ${frame.data.reason}.`, {
            isTimeLimit: frame.data.reason === "limit",
          });
      }
    }
  }

  async #tell(reset: FollowReset): Promise<void> {
    if (this.#options.onReset) return this.#options.onReset(reset);
    const { reason, requested, cursor } = reset;
    process.emitWarning(`Following goes on after cursor ${cursor}, not after ${requested} (${reason}).`, {
      type: "SightlineWarning",
    });
  }
}

function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, durationMs);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
}
