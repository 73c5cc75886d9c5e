import type { StoredEvent } from "../store/event-row";
import { formatEventFrame } from "./frame";

/** An event with its frame, encoded once and shared by every connection. */
export type RingEntry = { event: StoredEvent; frame: string };

const entriesMax = 4_096;
const charactersMax = 16 * 1024 * 1024;

/** The newest events of one workspace, consecutive by cursor, bounded in number and size. */
export class Ring {
  #entries: RingEntry[] = [];
  #characters = 0;

  /** Adds events that continue the ring. */
  push(events: readonly StoredEvent[]): void {
    for (const event of events) {
      const frame = formatEventFrame(event);
      this.#entries.push({ event, frame });
      this.#characters += frame.length;
    }
    let surplus = 0;
    while (this.#entries.length - surplus > entriesMax || this.#characters > charactersMax) {
      this.#characters -= this.#entries[surplus]?.frame.length ?? 0;
      surplus += 1;
    }
    if (surplus > 0) this.#entries.splice(0, surplus);
  }

  /** The entries after a cursor, or null when the ring no longer reaches back that far. */
  after(cursor: number): RingEntry[] | null {
    const first = this.#entries[0];
    if (!first) return null;
    const skip = cursor + 1 - first.event.cursor;
    return skip < 0 ? null : this.#entries.slice(skip);
  }
}
