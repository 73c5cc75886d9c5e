/** What JSON can say. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** A JSON object, such as an event's metadata. */
export type JsonObject = { [key: string]: JsonValue };

/**
 * An event as an emitter writes it. Only `event_type` is always needed; every event also says who it is from, by
 * `agent_id` or by `source`. Texts are 1 to 200 characters, metadata at most 64 KiB of compact JSON.
 */
export type EventDraft = {
  /** Lower-case words joined by `_ . : -`, such as `task_completed`. Types outside the catalogue are welcome. */
  event_type: string;
  /** A UUID: the same id is stored once. The emitter gives a UUIDv7 where it is absent. */
  event_id?: string | undefined;
  /** RFC 3339 with an offset or Z. The emitter gives the time of `emit` where it is absent. */
  timestamp?: string | undefined;
  agent_id?: string | undefined;
  agent_name?: string | undefined;
  agent_role?: string | undefined;
  operation?: string | undefined;
  source?: string | undefined;
  status?: "success" | "failure" | "denied" | undefined;
  severity?: "debug" | "info" | "warning" | "error" | "critical" | undefined;
  session_id?: string | undefined;
  task_id?: string | undefined;
  trace_id?: string | undefined;
  correlation_id?: string | undefined;
  project?: string | undefined;
  category?:
    | "agents"
    | "tasks"
    | "permissions"
    | "budgets"
    | "sessions"
    | "workflows"
    | "quality"
    | "insights"
    | "artifacts"
    | "coordination"
    | "system"
    | "custom"
    | undefined;
  metadata?: JsonObject | undefined;
};
