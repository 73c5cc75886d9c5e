import { z } from "zod";
import { categories } from "./categories";
import { eventStatuses, severities, uuidPattern } from "./event-form";

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

const text = z.string().nullable();

/**
 * One stored, immutable fact as every reader sees it (query, stream, export alike): each field is present,
 * `null` where the emitter gave none. `timestamp` and `received_at` are UTC with six digits and `Z`.
 */
export const agentEvent = z.object({
  cursor: z.number().int().positive(),
  event_id: z.string().regex(uuidPattern),
  event_type: z.string(),
  timestamp: z.string(),
  received_at: z.string(),
  agent_id: text,
  agent_name: text,
  agent_role: text,
  operation: text,
  source: text,
  status: z.enum(eventStatuses).nullable(),
  severity: z.enum(severities),
  session_id: text,
  task_id: text,
  trace_id: text,
  correlation_id: text,
  project: text,
  category: z.enum(categories),
  metadata: z.custom<JsonObject>((value) => typeof value === "object" && value !== null && !Array.isArray(value)),
  api_key: text,
  origin: z.enum(["live", "import"]),
  metadata_expired: z.literal(true).optional(),
});
export type AgentEvent = z.infer<typeof agentEvent>;
