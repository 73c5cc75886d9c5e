import type { AgentEvent } from "./event";
import { StreamCut } from "./read-stream";
import type { SseMessage } from "./sse-parser";

/** The frames of the stream by their SSE event name; `data` of each. */
export type StreamFrames = {
  subscribed: { filter: Record<string, string>; cursor: number; head: number; floor: number; log_id: string };
  event: AgentEvent;
  replay_complete: { cursor: number; replayed: number };
  ping: { time: string; head: number };
  reset: { reason: "expired" | "ahead" | "invalid"; requested: string; floor: number; head: number };
  goodbye: { reason: "stopping" | "credential" | "database" | "limit" };
};

type FrameOf<Name extends keyof StreamFrames> = { name: Name; id: number; data: StreamFrames[Name] };
export type StreamFrame = { [Name in keyof StreamFrames]: FrameOf<Name> }[keyof StreamFrames];

/**
 * The stream does not go on from where it was asked to: the position is gone by retention (`expired`: it goes on from
 * the oldest event kept), was never reached (`ahead`) or is none (`invalid`: both go on from the newest); or the log
 * itself is another one, restored from a backup (`restored`), and what was built from the old one should be dropped.
 */
export type FollowReset = Omit<StreamFrames["reset"], "reason"> & {
  reason: StreamFrames["reset"]["reason"] | "restored";
  /** Events after this cursor follow. */
  cursor: number;
};

/** Where a follower stands in the log, over all of its connections. */
export class StreamPosition {
  /** The last cursor known to be dealt with, or the end of the log to begin at while there is none. */
  after: number | "latest" | "earliest";
  #logId: string | null;
  #unfiltered = false;

  constructor(after: number | "latest" | "earliest", logId: string | null) {
    this.after = after;
    this.#logId = logId;
  }

  /** Moves to the start that the server names, unless it is known already; tells whether the log is another one. */
  subscribe({ filter, cursor, head, floor, log_id }: StreamFrames["subscribed"]): FollowReset | null {
    const requested = String(this.after);
    const isRestored = this.#logId !== null && this.#logId !== log_id;
    this.#logId = log_id;
    this.#unfiltered = Object.keys(filter).length === 0;
    if (isRestored || typeof this.after !== "number") this.after = cursor;
    return isRestored ? { reason: "restored", requested, floor, head, cursor } : null;
  }

  reset(cursor: number, reset: StreamFrames["reset"]): FollowReset {
    this.after = cursor;
    return { ...reset, cursor };
  }

  /** Moves onto an event; false for one that was here before. */
  moveTo(cursor: number): boolean {
    if (typeof this.after === "number" && cursor <= this.after) return false;
    this.#expect(cursor - 1);
    this.after = cursor;
    return true;
  }

  /** The server has looked up to here, and what matched has been sent. */
  reach(cursor: number): void {
    this.#expect(cursor);
    if (typeof this.after !== "number" || cursor > this.after) this.after = cursor;
  }

  /** Cursors have no gaps, so where nothing is filtered out each step must be one; a hole is asked for again. */
  #expect(last: number): void {
    if (!this.#unfiltered || typeof this.after !== "number" || last <= this.after) return;
    throw new StreamCut(`The stream left out what follows cursor ${this.after}: it is asked for again.`);
  }
}

/** A message as one of the stream's frames; null for a name that a later version may bring. */
export function parseFrame({ event, data, id }: SseMessage): StreamFrame | null {
  if (!isFrameName(event)) return null;
  try {
    return { name: event, id: Number(id), data: JSON.parse(data) } as StreamFrame;
  } catch {
    throw new StreamCut(`The stream can't be read: the data of a frame ${event} is no JSON.`);
  }
}

const frameNames = ["subscribed", "event", "replay_complete", "ping", "reset", "goodbye"];
const isFrameName = (name: string): name is keyof StreamFrames => frameNames.includes(name);
