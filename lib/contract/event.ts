import { z } from "zod";
import { categories } from "./catalogue";

/** How an event ended, where it says so. */
export const eventStatuses = ["success", "failure", "denied"] as const;
export type EventStatus = (typeof eventStatuses)[number];

/** From least to most urgent: `min_severity` compares by this order. */
export const severities = ["debug", "info", "warning", "error", "critical"] as const;
export type Severity = (typeof severities)[number];

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/** The text identifiers and labels of an event, in the order of the contract. All 1–200 code points, or null. */
export const textFields = [
  "agent_id",
  "agent_name",
  "agent_role",
  "operation",
  "source",
  "session_id",
  "task_id",
  "trace_id",
  "correlation_id",
  "project",
] as const;
export type TextField = (typeof textFields)[number];

/** A UUID of any version, in either case. */
export const uuidPattern = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

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

/** Whether PostgreSQL can keep a text as it is: it has no NUL and no lone surrogate. */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/** Whether a text has at most `max` code points; one that is far too long is not counted through. */
export function hasCharactersAtMost(text: string, max: number): boolean {
  return text.length <= max || (text.length <= 2 * max && [...text].length <= max);
}

/** `^[a-z][a-z0-9_]*([.:-][a-z0-9_]+)*$`, at most 100 characters. */
export const eventTypePattern = /^[a-z][a-z0-9_]*([.:-][a-z0-9_]+)*$/;
export const eventTypeCharactersMax = 100;
export const textCharactersMax = 200;
export const metadataBytesMax = 64 * 1024;
export const metadataDepthMax = 32;
