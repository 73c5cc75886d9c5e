import type { AgentEvent } from "../contract/event";
import type { StreamFrames } from "../contract/stream";
import type { StreamPlatform, StreamSource } from "./stream-platform";
import { advance, type StreamFrame, type StreamGap, type StreamPosition } from "./stream-position";

/** Where the connection stands; `sinceMs` and `nextTryMs` are instants in epoch milliseconds. */
export type StreamState =
  | { kind: "connecting" }
  | { kind: "catching-up"; left: number }
  | { kind: "live" }
  | { kind: "reconnecting"; sinceMs: number; nextTryMs: number }
  | { kind: "signed-out" }
  /** The workspace is gone, or no longer ours to see. */
  | { kind: "gone" };

/** The stream was away from `from` (the last cursor before) and has caught up to `to`. */
export type Reconnection = { from: number; to: number; awayMs: number; proven: boolean };
export type StreamReset = Omit<StreamFrames["reset"], "reason"> & {
  reason: StreamFrames["reset"]["reason"] | "restored";
};

export type EventStreamOptions = {
  /** The stream's address for everything after a cursor. */
  addressAfter(cursor: number): string;
  cursor: number;
  platform: StreamPlatform;
  /** Asks the server why a stream could not be opened: an EventSource doesn't tell the status. */
  probe(): Promise<"signed-out" | "gone" | "try-again">;
  /** Ascending, each event once. */
  onEvents(events: AgentEvent[]): void;
  onState(state: StreamState): void;
  onReconnected(reconnection: Reconnection): void;
  onReset(reset: StreamReset): void;
  onGap(gap: StreamGap): void;
};

/** Events of this long are handed over together: a thousand a second must not mean a thousand renderings. */
const batchMs = 50;
/** The server breaks its silence every 15 s; without a frame for this long the connection is dead. */
const silenceMaxMs = 40_000;
const backoffFirstMs = 1_000;
const backoffMaxMs = 30_000;
const frameNames = ["subscribed", "event", "batch", "replay_complete", "ping", "reset", "goodbye"] as const;

/**
 * Reads a workspace's stream for as long as it lives. A native EventSource gives up for good on any answer but 200
 * and repeats its first address otherwise, so each failure ends it here and a new one begins after the last cursor:
 * connecting → catching-up → live → (any failure) reconnecting → connecting …; signed-out and gone rest until woken.
 */
export class EventStream {
  readonly #options: EventStreamOptions;
  #position: StreamPosition;
  #source: StreamSource | null = null;
  #logId: string | null = null;
  #held: AgentEvent[] = [];
  #state: StreamState = { kind: "connecting" };
  #failures = 0;
  #head = 0;
  #replaying = true;
  /** The cut whose repair is still to be told. */
  #cut: { from: number; atMs: number } | null = null;
  #cancelFlush: (() => void) | null = null;
  #cancelWatch: (() => void) | null = null;
  #cancelRetry: (() => void) | null = null;
  readonly #stopWaking: () => void;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#position = { cursor: options.cursor, unfiltered: false };
    this.#stopWaking = options.platform.onWake(() => {
      if (this.#source === null) this.reconnect();
    });
    this.#open();
  }

  /** Tries at once, whatever the state. */
  reconnect(): void {
    this.#disconnect();
    this.#open();
  }

  close(): void {
    this.#stopWaking();
    this.#disconnect();
    this.#cancelFlush?.();
    this.#held = [];
  }

  #open(): void {
    const source = this.#options.platform.open(this.#options.addressAfter(this.#position.cursor));
    this.#source = source;
    this.#replaying = true;
    if (this.#cut === null) this.#moveTo({ kind: "connecting" });
    for (const name of frameNames) {
      source.addEventListener(name, (message) => {
        if (this.#source !== source) return;
        this.#watch();
        this.#take({ name, id: Number(message.lastEventId), data: JSON.parse(message.data) } as StreamFrame);
      });
    }
    let opened = false;
    source.addEventListener("open", () => {
      opened = true;
    });
    source.addEventListener("error", () => {
      if (this.#source === source) this.#fail({ ask: !opened });
    });
    this.#watch();
  }

  #take(frame: StreamFrame): void {
    const { position, gap } = advance(this.#position, frame);
    this.#position = position;
    if (gap) this.#options.onGap(gap);
    switch (frame.name) {
      case "subscribed":
        this.#begin(frame.data);
        break;
      case "event":
        this.#hold([frame.data]);
        break;
      case "batch":
        this.#hold(frame.data);
        break;
      case "replay_complete":
        this.#catchUp();
        break;
      case "ping":
        this.#head = frame.data.head;
        break;
      case "reset":
        this.#flush();
        this.#options.onReset(frame.data);
        break;
      case "goodbye":
        // The server's time limit is no trouble: the next stream begins where this one ended.
        if (frame.data.reason === "limit") this.reconnect();
        else this.#fail({ ask: frame.data.reason === "credential" });
    }
  }

  #begin({ log_id, head, floor, cursor }: StreamFrames["subscribed"]): void {
    this.#failures = 0;
    this.#head = head;
    if (this.#logId !== null && this.#logId !== log_id) {
      this.#flush();
      this.#options.onReset({ reason: "restored", requested: String(cursor), head, floor });
    }
    this.#logId = log_id;
    this.#moveTo({ kind: "catching-up", left: Math.max(0, head - this.#position.cursor) });
  }

  #catchUp(): void {
    this.#replaying = false;
    this.#flush();
    if (this.#cut) {
      const { from, atMs } = this.#cut;
      this.#cut = null;
      const { cursor, unfiltered } = this.#position;
      this.#options.onReconnected({
        from,
        to: cursor,
        awayMs: this.#options.platform.now() - atMs,
        proven: unfiltered,
      });
    }
    this.#moveTo({ kind: "live" });
  }

  #hold(events: readonly AgentEvent[]): void {
    this.#held.push(...events);
    this.#cancelFlush ??= this.#options.platform.after(batchMs, () => this.#flush());
  }

  #flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    const events = this.#held;
    this.#held = [];
    if (events.length > 0) this.#options.onEvents(events);
    if (this.#replaying && this.#state.kind === "catching-up") {
      this.#moveTo({ kind: "catching-up", left: Math.max(0, this.#head - this.#position.cursor) });
    }
  }

  #watch(): void {
    this.#cancelWatch?.();
    this.#cancelWatch = this.#options.platform.after(silenceMaxMs, () => this.#fail({ ask: false }));
  }

  #fail({ ask }: { ask: boolean }): void {
    this.#disconnect();
    this.#flush();
    const { platform } = this.#options;
    this.#cut ??= { from: this.#position.cursor, atMs: platform.now() };
    const delayMs = Math.min(backoffMaxMs, backoffFirstMs * 2 ** this.#failures) * (0.5 + platform.random() / 2);
    this.#failures += 1;
    this.#cancelRetry = platform.after(delayMs, () => this.reconnect());
    this.#moveTo({ kind: "reconnecting", sinceMs: this.#cut.atMs, nextTryMs: platform.now() + delayMs });
    if (ask) void this.#askWhy(this.#cancelRetry);
  }

  /** While the answer is out the retry stays planned; an answer that came too late for it says nothing any more. */
  async #askWhy(plannedRetry: () => void): Promise<void> {
    const verdict = await this.#options.probe();
    if (verdict === "try-again" || this.#cancelRetry !== plannedRetry) return;
    this.#disconnect();
    this.#moveTo({ kind: verdict });
  }

  #disconnect(): void {
    this.#source?.close();
    this.#source = null;
    this.#cancelWatch?.();
    this.#cancelRetry?.();
    this.#cancelRetry = null;
  }

  #moveTo(state: StreamState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
