import type { AgentEvent } from "../contract/event";

/** For tests: the plainest event of agent `a` at a cursor and an instant (RFC 3339), with `more` on top. */
export function noteEvent(cursor: number, timestamp: string, more: Partial<AgentEvent> = {}): AgentEvent {
  return {
    cursor,
    event_id: `00000000-0000-7000-8000-${String(cursor).padStart(12, "0")}`,
    event_type: "note",
    timestamp,
    received_at: timestamp,
    agent_id: "a",
    agent_name: null,
    agent_role: null,
    operation: null,
    source: null,
    status: null,
    severity: "info",
    session_id: null,
    task_id: null,
    trace_id: null,
    correlation_id: null,
    project: null,
    category: "custom",
    metadata: {},
    api_key: null,
    origin: "live",
    ...more,
  };
}
