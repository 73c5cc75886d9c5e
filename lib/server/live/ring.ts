import { encodeEvent, type StoredEvent } from "../store/event-row";

const entriesMax = 4_096;
const charactersMax = 16 * 1024 * 1024;
/** Longer than this nothing is kept besides the log, so that retention, which counts in days, has nothing to take from here. */
const keptMs = 60 * 60_000;
/** About what an event takes besides its metadata. */
const eventCharacters = 500;

/** An event with its line of JSON, made when the first reader wants it, for all of them. */
export class RingEntry {
  readonly event: StoredEvent;
  readonly cameMs = performance.now();
  #line: string | null = null;

  constructor(event: StoredEvent) {
    this.event = event;
  }

  get line(): string {
    this.#line ??= encodeEvent(this.event);
    return this.#line;
  }
}

/** The newest events of one workspace, consecutive by cursor, bounded in number and size. */
export class Ring {
  #entries: RingEntry[] = [];
  #characters = 0;

  /** Adds events. Where they don't continue the ring it begins anew: readers behind them must ask the log what became of the rest. */
  push(events: readonly StoredEvent[]): void {
    const newest = this.#entries.at(-1)?.event.cursor;
    if (newest !== undefined && events[0] && events[0].cursor !== newest + 1) {
      this.#entries = [];
      this.#characters = 0;
    }
    for (const event of events) {
      this.#entries.push(new RingEntry(event));
      this.#characters += sizeOf(event);
    }
    let surplus = 0;
    while (this.#entries.length - surplus > entriesMax || this.#characters > charactersMax) {
      const oldest = this.#entries[surplus];
      if (!oldest) break;
      this.#characters -= sizeOf(oldest.event);
      surplus += 1;
    }
    if (surplus > 0) this.#entries.splice(0, surplus);
  }

  /** Drops what has been here for an hour; answers whether there was any. */
  letGo(): boolean {
    const dueMs = performance.now() - keptMs;
    if (!this.#entries[0] || this.#entries[0].cameMs > dueMs) return false;
    const kept = this.#entries.findIndex(({ cameMs }) => cameMs > dueMs);
    const old = this.#entries.splice(0, kept === -1 ? this.#entries.length : kept);
    for (const { event } of old) this.#characters -= sizeOf(event);
    return true;
  }

  /** The events of `after` < cursor ≤ `upTo`, or null when the ring no longer reaches back that far. */
  between(after: number, upTo: number): RingEntry[] | null {
    const first = this.#entries[0];
    if (!first) return null;
    const skip = after + 1 - first.event.cursor;
    return skip < 0 ? null : this.#entries.slice(skip, skip + upTo - after);
  }
}

const sizeOf = (event: StoredEvent) => event.metadataJson.length + eventCharacters;
