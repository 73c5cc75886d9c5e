import { wholeReach } from "@/lib/contract/reach";
import { log } from "../log";
import { processState } from "../process-state";
import type { StoredEvent } from "../store/event-row";
import { pageEvents } from "../store/page-events";
import { readLog } from "../store/read-log";
import { formatEventFrame } from "./frame";
import { type Appended, heardHead, onNews, startListening } from "./hub";
import { Pace } from "./pace";
import { Ring } from "./ring";
import { type Chunk, chunkOf, type Selection } from "./selection";

/** A wake-up that got lost costs a reader at most a second: this and the reading. */
const pollMs = 900;
const pageSize = 1_000;
/** What one chunk looks at: chunks end at round cursors, so that readers a little apart fall into step. */
const chunkSpan = 512;
/** Of chunks kept for readers who stand at one place. */
const keptBytesMax = 32 * 1024 * 1024;

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
  readonly #readers = new Set<() => void>();
  readonly #pace = new Pace(() => {
    for (const wake of this.#readers) wake();
  });
  /** What readers asked for at the present position, by the selection's key and the cursor. */
  readonly #chunks = new Map<string, Map<number, Chunk>>();
  #keptBytes = 0;
  #news = false;
  #wakeUp: (() => void) | null = null;

  constructor(workspaceId: number) {
    this.workspaceId = workspaceId;
  }

  /**
   * Follows from `head` on and calls `wake` whenever the position has moved; answers the function that leaves. The last
   * reader to leave ends the tail.
   */
  join(head: number, wake: () => void): () => void {
    this.#readers.add(wake);
    if (this.#readers.size === 1) {
      this.position = head;
      void this.#run();
    }
    return () => {
      if (!this.#readers.delete(wake) || this.#readers.size > 0) return;
      tails.delete(this.workspaceId);
      this.#wakeUp?.();
    };
  }

  /** What the ring holds for a reader at `cursor`; null when the reader is further behind and must page from the log. */
  recent(selection: Selection, cursor: number): Chunk | null {
    if (cursor >= this.position) return { bytes: null, events: 0, cursor };
    if (this.#ring.letGo()) this.#forgetChunks();
    const made = this.#chunks.get(selection.key)?.get(cursor);
    if (made) return made;
    const upTo = Math.min(this.position, (Math.floor(cursor / chunkSpan) + 1) * chunkSpan);
    const entries = this.#ring.between(cursor, upTo);
    if (!entries) return null;
    const { matches, windowMs } = selection;
    const found = matches ? entries.filter(({ event }) => matches(event)) : entries;
    const text =
      windowMs === null
        ? found.map(({ event, line }) => formatEventFrame(event.cursor, line)).join("")
        : found.map(({ line }) => line).join(",");
    const chunk = chunkOf(selection, { count: found.length, text }, upTo);
    this.#keptBytes += chunk.bytes?.length ?? 0;
    if (this.#keptBytes > keptBytesMax) this.#forgetChunks();
    const ofSelection = this.#chunks.get(selection.key) ?? new Map<number, Chunk>();
    this.#chunks.set(selection.key, ofSelection.set(cursor, chunk));
    return chunk;
  }

  async #run(): Promise<void> {
    const leaveHub = onNews(this.workspaceId, (head, appended) => {
      if (appended) this.#take(appended);
      if (head <= this.position) return;
      this.#news = true;
      this.#wakeUp?.();
    });
    while (this.#readers.size > 0) {
      this.#news = false; // before the read, so that nothing slips between
      const more = await this.#read();
      if (!more && !this.#news && this.#readers.size > 0) await this.#sleep();
    }
    leaveHub();
  }

  /** What this instance itself appended right after our position need not be read. */
  #take({ base, events }: Appended): void {
    if (base === this.position) this.#moveOn(events());
  }

  /** Reads one page; true when there may be more at once. */
  async #read(): Promise<boolean> {
    try {
      const { events, hasMore } = await pageEvents(
        wholeReach(this.workspaceId),
        {},
        { order: "asc", limit: pageSize, after: this.position, purpose: "tail" },
      );
      this.troubleSinceMs = null;
      // While the read was on its way, an append of our own may have come first.
      this.#moveOn(events.filter((event) => event.cursor > this.position));
      return hasMore;
    } catch (error) {
      if (this.troubleSinceMs === null) log.warn({ message: String(error) }, "the log can't be read");
      this.troubleSinceMs ??= Date.now();
      return false;
    }
  }

  #moveOn(events: readonly StoredEvent[]): void {
    const last = events.at(-1);
    if (!last) return;
    this.#ring.push(events);
    this.#forgetChunks();
    this.position = last.cursor;
    this.#pace.beat();
  }

  #forgetChunks(): void {
    this.#chunks.clear();
    this.#keptBytes = 0;
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

/** The newest cursor of a workspace that this instance has read or heard of. */
export function knownHead(workspaceId: number): number {
  return Math.max(heardHead(workspaceId), tails.get(workspaceId)?.position ?? 0);
}

/** How far each tail is behind what was heard of its log. */
export function tailLags(): number[] {
  return [...tails.values()].map(({ workspaceId, position }) => knownHead(workspaceId) - position);
}

/** Joins the workspace's tail, starting it at the log's present head when nobody follows yet. */
export async function joinTail(workspaceId: number, wake: () => void): Promise<{ tail: Tail; leave: () => void }> {
  startListening();
  const running = tails.get(workspaceId);
  const head = running ? running.position : ((await readLog(workspaceId))?.head ?? 0);
  const tail = tails.get(workspaceId) ?? new Tail(workspaceId);
  tails.set(workspaceId, tail);
  return { tail, leave: tail.join(head, wake) };
}
