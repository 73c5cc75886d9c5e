import type { EventDraft, JsonObject } from "./draft";

/**
 * A stored, immutable event as every reader gets it: each field is there, `null` where its emitter gave none.
 * `timestamp` and `received_at` are UTC with six digits and `Z`.
 */
export type AgentEvent = {
  /** The event's place in its workspace: 1, 2, 3 … without gaps, in the order of the commits. */
  cursor: number;
  event_id: string;
  event_type: string;
  timestamp: string;
  received_at: string;
  agent_id: string | null;
  agent_name: string | null;
  agent_role: string | null;
  operation: string | null;
  source: string | null;
  status: NonNullable<EventDraft["status"]> | null;
  severity: NonNullable<EventDraft["severity"]>;
  session_id: string | null;
  task_id: string | null;
  trace_id: string | null;
  correlation_id: string | null;
  project: string | null;
  category: NonNullable<EventDraft["category"]>;
  metadata: JsonObject;
  api_key: string | null;
  origin: "live" | "import";
  /** Only where retention has dropped the payload. */
  metadata_expired?: true | undefined;
};
