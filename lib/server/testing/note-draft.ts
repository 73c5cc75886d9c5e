import type { AppendDraft } from "../store/append-events";

/** The plainest draft: a note by agent `a`. */
export function noteDraft(event_id: string): AppendDraft {
  return {
    event_id,
    event_type: "note",
    timestamp: null,
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
    metadata: "{}",
    api_key: null,
  };
}
