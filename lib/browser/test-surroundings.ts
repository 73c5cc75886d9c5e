import type { AgentEvent } from "../contract/event";
import type { EventPage } from "../contract/query";
import type { ActivityFrames, StreamFrames } from "../contract/stream";
import type { StreamPlatform, StreamSource } from "./stream-platform";

/** The browser's side of a connection: the test plays the network. */
export class Connection implements StreamSource {
  readonly #listeners = new Map<string, (event: MessageEvent<string>) => void>();
  closed = false;
  constructor(readonly address: string) {}
  addEventListener(name: string, listener: (event: MessageEvent<string>) => void) {
    this.#listeners.set(name, listener);
  }
  close() {
    this.closed = true;
  }
  fire(name: "open" | "error") {
    this.#listeners.get(name)?.(new MessageEvent(name));
  }
  send<Name extends keyof StreamFrames | keyof ActivityFrames>(name: Name, id: number, data: unknown = {}) {
    this.#listeners.get(name)?.(new MessageEvent(name, { lastEventId: String(id), data: JSON.stringify(data) }));
  }
  subscribe({
    at,
    head = at,
    filter = {},
    logId = "log-1",
  }: {
    at: number;
    head?: number;
    filter?: object;
    logId?: string;
  }) {
    this.fire("open");
    this.send("subscribed", at, { filter, cursor: at, head, floor: 1, log_id: logId });
  }
  events(...cursors: number[]) {
    for (const cursor of cursors) this.send("event", cursor, { cursor });
  }
}

/** A clock that only moves when it is told to. */
export class Surroundings implements StreamPlatform {
  connections: Connection[] = [];
  #nowMs = 0;
  #timers = new Set<{ dueMs: number; run: () => void }>();
  #wakers = new Set<() => void>();
  get openConnections(): Connection[] {
    return this.connections.filter(({ closed }) => !closed);
  }
  get connection(): Connection {
    const newest = this.connections.at(-1);
    if (!newest) throw new Error("Nothing was opened.");
    return newest;
  }
  open(address: string) {
    const connection = new Connection(address);
    this.connections.push(connection);
    return connection;
  }
  /** The log as pages show it: the cursors that are there. */
  log: number[] = [];
  pagesRead: string[] = [];
  /** What pages wait for. */
  pagesWait: Promise<void> = Promise.resolve();
  /** What pages fail with, while they do. */
  pageFailure: Error | null = null;
  async readPage(address: string, signal: AbortSignal): Promise<EventPage> {
    this.pagesRead.push(address);
    await this.pagesWait;
    signal.throwIfAborted();
    if (this.pageFailure) throw this.pageFailure;
    const query = new URL(address, "http://test").searchParams;
    const limit = Number(query.get("limit"));
    const before = Number(query.get("before") ?? Number.MAX_SAFE_INTEGER);
    const found = this.log.filter((cursor) => cursor > Number(query.get("after") ?? 0) && cursor < before);
    const events = found.slice(0, limit).map((cursor) => ({ cursor }) as AgentEvent);
    const ends = { head: this.log.at(-1) ?? 0, floor: this.log[0] ?? 1 };
    return { events, has_more: found.length > limit, next: null, ...ends };
  }
  now() {
    return this.#nowMs;
  }
  random() {
    return 1;
  }
  after(ms: number, run: () => void) {
    const timer = { dueMs: this.#nowMs + ms, run };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }
  soon(run: () => void) {
    return this.after(50, run);
  }
  onWake(run: () => void) {
    this.#wakers.add(run);
    return () => {
      this.#wakers.delete(run);
    };
  }
  wake() {
    for (const run of this.#wakers) run();
  }
  pass(ms: number) {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      const [next] = [...this.#timers].filter((timer) => timer.dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs);
      if (!next) break;
      this.#timers.delete(next);
      this.#nowMs = next.dueMs;
      next.run();
    }
    this.#nowMs = untilMs;
  }
}
