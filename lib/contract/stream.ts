import { z } from "zod";
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

/**
 * Answer of `GET /api/v1/stream/stats`: of one instance, and of the caller's workspace alone. `lag` counts cursors
 * behind the newest that the instance knows of; totals are since the instance started. A stream whose filter names
 * several categories counts in each of them, one that names none under `all`; a stream of agents in none.
 */
export const streamStats = z.object({
  active: z.int(),
  connections: z
    .array(
      z.object({
        kind: z.enum(["events", "agents"]),
        client_id: z.string().nullable(),
        filter: z.record(z.string(), z.string()),
        since: z.string(),
        cursor: z.int(),
        lag: z.int(),
        frames: z.int(),
        bytes: z.int(),
      }),
    )
    .meta({ description: "The slowest first; filter is as in subscribed" }),
  by_category: z.record(z.string(), z.int()),
  lag_max: z.int(),
  totals: z.object({
    connections: z.int(),
    disconnections: z.int(),
    reconnections: z.int().meta({ description: "Connections that began at a cursor which their reader named" }),
    frames: z.int(),
    bytes: z.int(),
  }),
});
export type StreamStats = z.infer<typeof streamStats>;
