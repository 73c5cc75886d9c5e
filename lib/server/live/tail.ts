import { log } from "../log";
import { processState } from "../process-state";
import { pageEvents } from "../store/page-events";
import { readLog } from "../store/read-log";
import { onNews, startListening } from "./hub";
import { Ring, type RingEntry } from "./ring";

/** A wake-up that got lost costs a reader at most this. */
const pollMs = 1_000;
const pageSize = 1_000;

/**
 * Reads one workspace's log onwards for as long as somebody follows it, into a ring that all of its readers share.
 * `position` is safe to hand on as "everything up to here is known": the log's reading order is its commit order
 * (append_events takes cursors under the log's row lock), so nothing can still appear below it.
 */
export class Tail {
  readonly workspaceId: number;
  position = 0;
  /** Since when the log can't be read; null while all is well. */
  troubleSinceMs: number | null = null;
  readonly #ring = new Ring();
  readonly #waiting = new Set<() => void>();
  #readers = 0;
  #news = false;
  #wakeUp: (() => void) | null = null;

  constructor(workspaceId: number) {
    this.workspaceId = workspaceId;
  }

  /** Follows from `head` on; answers the function that leaves. The last reader to leave ends the tail. */
  join(head: number): () => void {
    this.#readers += 1;
    if (this.#readers === 1) {
      this.position = head;
      void this.#run();
    }
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#readers -= 1;
      if (this.#readers > 0) return;
      tails.delete(this.workspaceId);
      this.#wakeUp?.();
    };
  }

  /** What the ring holds after a cursor; null when the reader is further behind and must page from the log. */
  recent(cursor: number): RingEntry[] | null {
    return cursor >= this.position ? [] : this.#ring.after(cursor);
  }

  /** Resolves when the position moves past `cursor`, after `timeoutMs`, or when `signal` aborts. */
  moved(cursor: number, timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (this.position > cursor || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      this.#waiting.add(done);
      signal.addEventListener("abort", done, { once: true });
    });
  }

  async #run(): Promise<void> {
    const leaveHub = onNews(this.workspaceId, () => {
      this.#news = true;
      this.#wakeUp?.();
    });
    while (this.#readers > 0) {
      this.#news = false; // before the read, so that nothing slips between
      const more = await this.#read();
      if (!more && !this.#news && this.#readers > 0) await this.#sleep();
    }
    leaveHub();
  }

  /** Reads one page; true when there may be more at once. */
  async #read(): Promise<boolean> {
    try {
      const { events, hasMore } = await pageEvents(
        this.workspaceId,
        {},
        { order: "asc", limit: pageSize, after: this.position, purpose: "catch-up" },
      );
      this.troubleSinceMs = null;
      const last = events.at(-1);
      if (!last) return false;
      this.#ring.push(events);
      this.position = last.cursor;
      for (const wake of [...this.#waiting]) wake();
      return hasMore;
    } catch (error) {
      if (this.troubleSinceMs === null) log.warn({ message: String(error) }, "the log can't be read");
      this.troubleSinceMs ??= Date.now();
      return false;
    }
  }

  #sleep(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#wakeUp = null;
        resolve();
      };
      const timer = setTimeout(done, pollMs);
      this.#wakeUp = done;
    });
  }
}

const tails = processState("tails", () => new Map<number, Tail>());

/** Joins the workspace's tail, starting it at the log's present head when nobody follows yet. */
export async function joinTail(workspaceId: number): Promise<{ tail: Tail; leave: () => void }> {
  startListening();
  const running = tails.get(workspaceId);
  const head = running ? running.position : ((await readLog(workspaceId))?.head ?? 0);
  const tail = tails.get(workspaceId) ?? new Tail(workspaceId);
  tails.set(workspaceId, tail);
  return { tail, leave: tail.join(head) };
}
