import type { AgentEvent } from "../contract/event";
import type { EventPage } from "../contract/query";
import { boundsAddress, type Feed, pageAddress } from "./feed";
import type { FeedNews } from "./feed-news";
import { PageReader } from "./page-reader";
import type { SharedStreams, TabReader } from "./shared-streams";
import type { StreamPlatform } from "./stream-platform";
import type { StreamGap } from "./stream-position";
import { newIn, type StreamSpan } from "./stream-span";
import type { Reconnection, StreamReset, StreamState } from "./stream-state";

export type FeedReaderOptions = {
  feed: Feed;
  /** Everything after it; `latest` and `earliest` as on the stream. */
  cursor: number | "latest" | "earliest";
  streams: SharedStreams;
  platform: StreamPlatform;
  /** Ascending, each event once. */
  onEvents(events: AgentEvent[]): void;
  onState(state: StreamState): void;
  onReconnected(reconnection: Reconnection): void;
  onReset(reset: StreamReset): void;
  onGap(gap: StreamGap): void;
};

/** How often a reader for whom no stream is left asks for what is new; the connection chip says so. */
const pollMs = 2_000;
/** What may wait while the log is read up to it; what is let go of here is read from the log too. */
const waitingEventsMax = 5_000;

/**
 * Reads one feed from its own cursor on, whoever holds the stream. What lies between the cursor and the stretch that
 * the news covers is read from the log, page by page: so a reader that joins late, slept, or missed a word catches up
 * by the same path. Where no stream is left for the feed, pages are all it has.
 */
export class FeedReader implements TabReader {
  readonly #options: FeedReaderOptions;
  readonly #pages: PageReader;
  /** Null until the log's end or beginning is known, where that was asked for. */
  #cursor: number | null;
  #start: number | null;
  #spans: StreamSpan[] = [];
  #state: StreamState = { kind: "connecting" };
  /** How far the log has to be read, and how far that was at first; null while the stream's own words suffice. */
  #filling: { to: number; of: number } | null = null;
  #isPolling = false;
  #leave: (() => void) | null = null;

  constructor(options: FeedReaderOptions) {
    this.#options = options;
    this.#pages = new PageReader({
      platform: options.platform,
      onPage: (page) => this.#takePage(page),
      onTrouble: (state) => this.#takeTrouble(state),
    });
    this.#start = typeof options.cursor === "number" ? options.cursor : null;
    this.#cursor = this.#start;
    if (this.#cursor === null) this.#pages.read(boundsAddress(options.feed));
    else this.#leave = options.streams.join(this);
  }

  get feed(): Feed {
    return this.#options.feed;
  }

  /** The position from which it reads, as a number; null while that is asked for. */
  get start(): number | null {
    return this.#start;
  }

  /** The position reached. */
  get cursor(): number {
    return this.#cursor ?? 0;
  }

  get isResting(): boolean {
    return this.#state.kind === "signed-out" || this.#state.kind === "gone";
  }

  get isPolling(): boolean {
    return this.#isPolling;
  }

  /** Begins anew from where it stands, whatever the state. */
  reconnect(): void {
    this.wake();
    if (this.#leave) this.#options.streams.reconnect(this);
  }

  wake(): void {
    if (this.isResting) {
      this.#state = { kind: "connecting" };
      if (this.#cursor === null) this.#pages.read(boundsAddress(this.feed));
    }
    this.#pages.wake();
  }

  close(): void {
    this.#pages.stop();
    this.#leave?.();
    this.#spans = [];
  }

  take(news: FeedNews): void {
    if (news.kind === "crowded") {
      if (this.#isPolling) return;
      this.#isPolling = true;
      this.#spans = [];
      this.#filling = null;
      this.#moveTo({ kind: "polling" });
      this.#pages.read(pageAddress(this.feed, { after: this.cursor, to: null }));
      return;
    }
    if (this.#isPolling) {
      this.#isPolling = false;
      this.#pages.stop();
    }
    switch (news.kind) {
      case "span":
        this.#queue(news.span);
        break;
      case "state":
        this.#moveTo(news.state);
        break;
      case "reconnected":
        this.#options.onReconnected(news.reconnection);
        break;
      case "reset":
        this.#reset(news.reset);
        break;
      case "gap":
        this.#options.onGap(news.gap);
    }
  }

  #queue(span: StreamSpan): void {
    this.#spans.push(span);
    let waiting = this.#spans.reduce((sum, { events }) => sum + events.length, 0);
    while (this.#filling && waiting > waitingEventsMax && this.#spans.length > 1) {
      waiting -= this.#spans.shift()?.events.length ?? 0;
    }
    this.#advance();
  }

  /** Takes what continues the cursor; where something lies between, it is read first. */
  #advance(): void {
    while (!this.#pages.isBusy && !this.isResting) {
      const [span] = this.#spans;
      if (span && span.after > this.cursor) {
        this.#filling = { to: span.after, of: this.#filling?.of ?? span.after - this.cursor };
        this.#tellState();
        this.#pages.read(pageAddress(this.feed, { after: this.cursor, to: span.after }));
        return;
      }
      if (this.#filling) {
        this.#filling = null;
        this.#tellState();
      }
      if (!span) return;
      this.#spans.shift();
      this.#apply(span);
    }
  }

  #apply(span: StreamSpan): void {
    if (span.to <= this.cursor) return;
    const events = newIn(span, this.cursor);
    this.#cursor = span.to;
    if (events.length > 0) this.#options.onEvents(events);
  }

  #reset(reset: StreamReset): void {
    // What expired may lie behind this reader; the other reasons say that its position is of another log.
    if (reset.reason === "expired" && this.cursor >= reset.cursor) return;
    if (reset.reason !== "expired") this.#spans = [];
    this.#cursor = reset.cursor;
    this.#options.onReset(reset);
  }

  #takePage({ events, has_more, head, floor }: EventPage): void {
    if (this.#cursor === null) {
      this.#start = this.#options.cursor === "earliest" ? floor - 1 : head;
      this.#cursor = this.#start;
      this.#leave = this.#options.streams.join(this);
      return;
    }
    const known = { requested: String(this.cursor), floor, head };
    if (head < this.cursor) this.#reset({ reason: "ahead", ...known, cursor: head });
    else {
      if (this.cursor < floor - 1) this.#reset({ reason: "expired", ...known, cursor: floor - 1 });
      const to = has_more ? events.at(-1)?.cursor : (this.#filling?.to ?? head);
      this.#apply({ after: this.cursor, to: to ?? this.cursor, events });
    }
    if (this.#isPolling) {
      this.#pages.readIn(has_more ? 0 : pollMs, pageAddress(this.feed, { after: this.cursor, to: null }));
    } else this.#advance();
    this.#tellState();
  }

  #takeTrouble(state: StreamState): void {
    if (state.kind === "reconnecting") this.#options.onState(state);
    else {
      this.#isPolling = false;
      this.#moveTo(state);
    }
  }

  #moveTo(state: StreamState): void {
    this.#state = state;
    if (this.isResting) this.#pages.stop();
    this.#tellState();
  }

  /** The stream may be live while this reader is still behind it. */
  #tellState(): void {
    const { to, of } = this.#filling ?? { to: 0, of: 0 };
    const left = to - this.cursor;
    const isBehind = this.#state.kind === "live" && left > 0;
    this.#options.onState(isBehind ? { kind: "catching-up", left, of } : this.#state);
  }
}
