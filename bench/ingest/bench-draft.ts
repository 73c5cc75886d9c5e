import { v7 as uuid7 } from "uuid";
import type { AppendDraft } from "@/lib/server/store/append-events";

/** A tool call as an agent's hook reports it; `i` makes it differ from its neighbours. */
export const benchDraft = (i: number): AppendDraft => ({
  event_id: uuid7(),
  event_type: "tool.completed",
  timestamp: `${new Date().toISOString().slice(0, -1)}000Z`,
  agent_id: "coder-4",
  agent_name: null,
  agent_role: null,
  operation: "Bash",
  source: null,
  status: null,
  severity: "info",
  session_id: "s-1",
  task_id: null,
  trace_id: null,
  correlation_id: null,
  project: null,
  category: "tasks",
  metadata: `{"duration_ms":${i},"tool_name":"Bash","tool_input":{"command":"npm test"}}`,
  api_key: "sl_bench",
});
