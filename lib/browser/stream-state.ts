import type { StreamFrames } from "../contract/stream";

/** Where a reading stands; `sinceMs` and `nextTryMs` are instants in epoch milliseconds. */
export type StreamState =
  | { kind: "connecting" }
  /** `left` of the `of` cursors that lay ahead are still to be read. */
  | { kind: "catching-up"; left: number; of: number }
  | { kind: "live" }
  /** No stream is left for this reader: it asks for pages, again and again. */
  | { kind: "polling" }
  | { kind: "reconnecting"; sinceMs: number; nextTryMs: number }
  | { kind: "signed-out" }
  /** The workspace is gone, or no longer ours to see. */
  | { kind: "gone" };

/** The stream was away from `from` (the last cursor before) and has caught up to `to`. */
export type Reconnection = { from: number; to: number; awayMs: number; proven: boolean };

/** The position asked for is gone or was never reached; reading goes on after `cursor`. */
export type StreamReset = Omit<StreamFrames["reset"], "reason"> & {
  reason: StreamFrames["reset"]["reason"] | "restored";
  cursor: number;
};
