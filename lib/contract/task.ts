import { z } from "zod";
import { taskStates } from "./states";

const text = z.string().nullable();

/** A task as `GET /api/v1/tasks/{task_id}` tells it. Instants are RFC 3339 UTC, durations milliseconds. */
export const task = z.object({
  task_id: z.string(),
  agent_id: text.meta({ description: "Of the newest event of its life that names one, an archiving aside" }),
  session_id: text,
  parent_task_id: text,
  operation: text,
  project: text,
  source: text,
  state: z.enum(taskStates),
  started_at: text.meta({ description: "When the newest attempt began" }),
  ended_at: text.meta({ description: "When it ended; null while an attempt is under way" }),
  duration_ms: z
    .number()
    .nullable()
    .meta({ description: "From the newest start to the end; where that start is not known, what the end tells" }),
  attempts: z.int().meta({ description: "How often it was started" }),
  error: text.meta({ description: "Of the end that failed, at most 2,000 characters; the event has all of it" }),
  first_seen: z.string(),
  last_seen: z.string().meta({ description: "When the newest event of its life happened" }),
  cursor: z.int().meta({ description: "The newest event of its life, which proves the state" }),
});
export type Task = z.infer<typeof task>;

/** Answer of `GET /api/v1/tasks`. */
export const taskList = z.object({ tasks: z.array(task), has_more: z.boolean(), next: text });
export type TaskList = z.infer<typeof taskList>;
