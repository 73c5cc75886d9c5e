import { queryOptions } from "@tanstack/react-query";
import type { Agent } from "../contract/agent";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

/** An agent's facts. */
export function agentQuery(workspace: string, agentId: string) {
  return queryOptions({
    queryKey: ["agent", workspace, agentId],
    queryFn: ({ signal }) =>
      apiFetch<Agent>(inWorkspace(`/api/v1/agents/${encodeURIComponent(agentId)}`, workspace), { signal }),
  });
}
