import type { Agent } from "../contract/agent";
import type { AgentEvent } from "../contract/event";
import { type ActivityFrames, pingAfterSilenceMs, type StreamFrames } from "../contract/stream";
import { backoffMs } from "./backoff";
import type { StreamPlatform, StreamSource } from "./stream-platform";
import { advance, type StreamFrame, type StreamGap, type StreamPosition } from "./stream-position";
import type { StreamSpan } from "./stream-span";
import type { Reconnection, StreamReset, StreamState } from "./stream-state";

export type EventStreamOptions = {
  /** The stream's address for everything after a cursor. */
  addressAfter(cursor: number): string;
  cursor: number;
  platform: StreamPlatform;
  /** Asks the server why a stream could not be opened: an EventSource doesn't tell the status. */
  probe(): Promise<"signed-out" | "gone" | "try-again">;
  /** Each span begins where the one before ended; a silent stream tells an empty one now and then. */
  onSpan(span: StreamSpan): void;
  onState(state: StreamState): void;
  onReconnected(reconnection: Reconnection): void;
  onReset(reset: StreamReset): void;
  onGap(gap: StreamGap): void;
  /** Given where the stream is of agents' states: each connection begins with all of them, so none has a past. */
  onAgents?(agents: readonly Agent[]): void;
};

/** The server breaks its silence every 15 s; without a frame for this long the connection is dead. */
const silenceMaxMs = 40_000;
/** Only a connection that lasted is a success: a server that accepts and cuts must not be asked ever again at once. */
const stableAfterMs = pingAfterSilenceMs;
const frameNames = ["subscribed", "event", "batch", "replay_complete", "ping", "reset", "goodbye"] as const;

/**
 * Reads a workspace's stream for as long as it lives. A native EventSource gives up for good on any answer but 200
 * and repeats its first address otherwise, so each failure ends it here and a new one begins after the last cursor:
 * connecting → catching-up → live → (any failure) reconnecting → connecting …; signed-out and gone rest until woken.
 */
export class EventStream {
  readonly #options: EventStreamOptions;
  #position: StreamPosition;
  #toldTo: number;
  #source: StreamSource | null = null;
  #logId: string | null = null;
  #held: AgentEvent[] = [];
  #heldAgents: Agent[] = [];
  #state: StreamState = { kind: "connecting" };
  #failures = 0;
  #subscribedMs: number | null = null;
  #head = 0;
  #behindBy = 0;
  #replaying = true;
  /** The cut whose repair is still to be told. */
  #cut: { from: number; atMs: number } | null = null;
  #cancelFlush: (() => void) | null = null;
  #cancelWatch: (() => void) | null = null;
  #cancelRetry: (() => void) | null = null;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#position = { cursor: options.cursor, unfiltered: false };
    this.#toldTo = options.cursor;
    this.#open();
  }

  get state(): StreamState {
    return this.#state;
  }

  /** Where the last span ended. */
  get toldTo(): number {
    return this.#toldTo;
  }

  /** Tries at once, whatever the state. */
  reconnect(): void {
    this.#disconnect();
    this.#open();
  }

  /** Tries at once if it is waiting or resting. */
  wake(): void {
    if (this.#source === null) this.reconnect();
  }

  /** Ends the connection, and rests in the state given until woken. */
  rest(kind: "signed-out" | "gone"): void {
    this.#disconnect();
    this.#flush();
    this.#moveTo({ kind });
  }

  close(): void {
    this.#disconnect();
    this.#cancelFlush?.();
    this.#held = [];
    this.#heldAgents = [];
  }

  #open(): void {
    const source = this.#options.platform.open(this.#options.addressAfter(this.#position.cursor));
    this.#source = source;
    this.#subscribedMs = null;
    this.#replaying = true;
    if (this.#cut === null) this.#moveTo({ kind: "connecting" });
    for (const name of frameNames) {
      source.addEventListener(name, (message) => {
        if (this.#source !== source) return;
        this.#watch();
        this.#take({ name, id: Number(message.lastEventId), data: JSON.parse(message.data) } as StreamFrame);
      });
    }
    source.addEventListener("agent", (message) => {
      if (this.#source !== source) return;
      this.#watch();
      this.#heldAgents.push(JSON.parse(message.data) as ActivityFrames["agent"]);
      this.#flushSoon();
    });
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
    // What is held belongs to the position that a reset leaves.
    if (frame.name === "reset") this.#flush();
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
        this.#flush();
        break;
      case "reset":
        this.#toldTo = frame.id;
        this.#options.onReset({ ...frame.data, cursor: frame.id });
        break;
      case "goodbye":
        // The server's time limit is no trouble: the next stream begins where this one ended.
        if (frame.data.reason === "limit" && this.#hasLasted()) this.reconnect();
        else this.#fail({ ask: frame.data.reason === "credential" });
    }
  }

  #begin({ log_id, head, floor, cursor }: StreamFrames["subscribed"]): void {
    this.#subscribedMs = this.#options.platform.now();
    this.#head = head;
    if (this.#logId !== null && this.#logId !== log_id) {
      this.#flush();
      const at = { cursor: this.#position.cursor, head, floor };
      this.#options.onReset({ reason: "restored", requested: String(cursor), ...at });
    }
    this.#logId = log_id;
    // Where states stand in the log proves nothing about what was missed.
    if (this.#options.onAgents) this.#position = { cursor, unfiltered: false };
    this.#behindBy = Math.max(0, head - this.#position.cursor);
    this.#tellProgress();
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
    this.#flushSoon();
  }

  #flushSoon(): void {
    this.#cancelFlush ??= this.#options.platform.soon(() => this.#flush());
  }

  #flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    const span = { after: this.#toldTo, to: this.#position.cursor, events: this.#held };
    this.#held = [];
    this.#toldTo = span.to;
    this.#options.onSpan(span);
    const agents = this.#heldAgents;
    this.#heldAgents = [];
    if (agents.length > 0) this.#options.onAgents?.(agents);
    if (this.#replaying && this.#state.kind === "catching-up") this.#tellProgress();
  }

  #tellProgress(): void {
    const left = Math.max(0, this.#head - this.#position.cursor);
    this.#moveTo({ kind: "catching-up", left, of: this.#behindBy });
  }

  #hasLasted(): boolean {
    return this.#subscribedMs !== null && this.#options.platform.now() - this.#subscribedMs >= stableAfterMs;
  }

  #watch(): void {
    this.#cancelWatch?.();
    this.#cancelWatch = this.#options.platform.after(silenceMaxMs, () => this.#fail({ ask: false }));
  }

  #fail({ ask }: { ask: boolean }): void {
    if (this.#hasLasted()) this.#failures = 0;
    this.#disconnect();
    this.#flush();
    const { platform } = this.#options;
    this.#cut ??= { from: this.#position.cursor, atMs: platform.now() };
    const delayMs = backoffMs(this.#failures, platform.random());
    this.#failures += 1;
    this.#cancelRetry = platform.after(delayMs, () => this.reconnect());
    this.#moveTo({ kind: "reconnecting", sinceMs: this.#cut.atMs, nextTryMs: platform.now() + delayMs });
    if (ask) void this.#askWhy(this.#cancelRetry);
  }

  /** While the answer is out the retry stays planned; an answer that came too late for it says nothing any more. */
  async #askWhy(plannedRetry: () => void): Promise<void> {
    const verdict = await this.#options.probe();
    if (verdict !== "try-again" && this.#cancelRetry === plannedRetry) this.rest(verdict);
  }

  #disconnect(): void {
    this.#source?.close();
    this.#source = null;
    this.#subscribedMs = null;
    this.#cancelWatch?.();
    this.#cancelRetry?.();
    this.#cancelRetry = null;
  }

  #moveTo(state: StreamState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
