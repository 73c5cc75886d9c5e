import type { Agent } from "../contract/agent";
import type { AgentLabels } from "../contract/agent-labels";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

const pathOf = (workspace: string, agentId: string) =>
  inWorkspace(`/api/v1/agents/${encodeURIComponent(agentId)}`, workspace);

/** Says what people call an agent, whose it is, its tags, whether it is archived; answers it as it is then. */
export const changeAgent = (workspace: string, agentId: string, labels: AgentLabels) =>
  apiFetch<Agent>(pathOf(workspace, agentId), { method: "PATCH", json: labels });

export const deleteAgent = (workspace: string, agentId: string) =>
  apiFetch<undefined>(pathOf(workspace, agentId), { method: "DELETE" });
