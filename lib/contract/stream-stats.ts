import { z } from "zod";

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
