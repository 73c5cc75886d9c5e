import { v7 as uuid7 } from "uuid";
import type { AppendDraft } from "@/lib/server/store/append-events";
import { appendEvents } from "@/lib/server/store/append-events";

/** The SQL path alone: append_events on one workspace, deduplication on. Events a second. */
export async function appendRate(
  workspaceId: number,
  { batch, connections, seconds }: { batch: number; connections: number; seconds: number },
): Promise<number> {
  let events = 0;
  const endsAt = performance.now() + seconds * 1_000;
  const append = async () => {
    while (performance.now() < endsAt) {
      await appendEvents(
        workspaceId,
        Array.from({ length: batch }, (_, i) => draft(i)),
      );
      events += batch;
    }
  };
  await Promise.all(Array.from({ length: connections }, append));
  return events / seconds;
}

const draft = (i: number): AppendDraft => ({
  event_id: uuid7(),
  event_type: "tool.completed",
  timestamp: new Date().toISOString(),
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
