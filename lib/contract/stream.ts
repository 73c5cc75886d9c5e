import type { Agent } from "./agent";
import type { AgentEvent } from "./event";

/** The frames of `GET /api/v1/events/stream` by their SSE event name (contract §7); `data` of each. */
export type StreamFrames = {
  subscribed: { filter: Record<string, string>; cursor: number; head: number; floor: number; log_id: string };
  event: AgentEvent;
  batch: AgentEvent[];
  replay_complete: { cursor: number; replayed: number };
  ping: { time: string; head: number };
  reset: { reason: "expired" | "ahead" | "invalid"; requested: string; floor: number; head: number };
  goodbye: { reason: "stopping" | "credential" | "database" | "limit" };
};

/**
 * The frames of `GET /api/v1/agents/activity/stream`: the state of all agents first, then each that has changed. Ids are
 * the place in the log that the states follow; it may stand still between frames.
 */
export type ActivityFrames = Pick<StreamFrames, "subscribed" | "replay_complete" | "ping" | "goodbye"> & {
  agent: Agent;
};

/** How long a stream may stay silent before it pings. */
export const pingAfterSilenceMs = 15_000;
