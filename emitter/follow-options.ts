import type { StreamFilter } from "./stream-filter";
import type { FollowReset } from "./stream-position";

/** Where the connection stands. `logId` names the log that cursors belong to: keep it beside a cursor that you keep. */
export type FollowState =
  | { kind: "connecting"; after: number | "latest" | "earliest" }
  | { kind: "catching-up"; cursor: number; head: number; logId: string }
  | { kind: "live"; cursor: number }
  | { kind: "reconnecting"; reason: string; delayMs: number };

/** `url` is where Sightline is served, `apiKey` a key with the scope `read`; the rest has sensible defaults. */
export type FollowOptions = {
  url: string;
  apiKey: string;
  filter?: StreamFilter | undefined;
  /** Everything after a cursor; or from the next event on (`latest`, the default), or from the oldest one kept. */
  after?: number | "latest" | "earliest" | undefined;
  /** The log that `after` is a cursor of: should it be another one by now, `onReset` hears of it. */
  logId?: string | undefined;
  /** Ends the loop, without an error. */
  signal?: AbortSignal | undefined;
  /** Shown beside the connection in the server's statistics. */
  clientId?: string | undefined;
  /** How long nothing at all may come before the connection counts as dead; 45 s unless given. */
  silenceMaxMs?: number | undefined;
  /** Told of each change. What it throws, the loop throws. */
  onState?: ((state: FollowState) => void) | undefined;
  /**
   * Told, and awaited, before events go on from elsewhere than they were asked for. What it throws, the loop throws.
   * Without it the loop goes on all the same, and the process gets a warning (`process.on("warning")`).
   */
  onReset?: ((reset: FollowReset) => void | Promise<void>) | undefined;
};
