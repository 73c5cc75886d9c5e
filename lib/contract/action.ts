import { z } from "zod";

/** Where an action stands: `started` until an event tells how it ended. */
export const actionStates = ["started", "completed", "failed", "denied"] as const;
export type ActionState = (typeof actionStates)[number];

const text = z.string().nullable();

/**
 * One use of a tool, as one row for all events of a session that have its `tool_use_id`. Instants are RFC 3339 UTC, durations
 * milliseconds.
 */
export const action = z.object({
  tool_use_id: z.string(),
  session_id: text,
  agent_id: text,
  task_id: text,
  project: text,
  source: text,
  tool_name: text,
  state: z.enum(actionStates),
  started_at: z.string().meta({ description: "The first instant of its events" }),
  ended_at: text,
  duration_ms: z.number().nullable().meta({ description: "What its end tells, else from its start to its end" }),
  error: text.meta({ description: "Of the end that failed or was denied, at most 2,000 characters" }),
  last_seen: z.string(),
  events: z.int(),
  first_cursor: z.int(),
  cursor: z.int().meta({ description: "Its newest event" }),
});
export type Action = z.infer<typeof action>;

/** Answer of `GET /api/v1/actions`, the one that began last first. */
export const actionList = z.object({ actions: z.array(action), has_more: z.boolean(), next: text });
export type ActionList = z.infer<typeof actionList>;
