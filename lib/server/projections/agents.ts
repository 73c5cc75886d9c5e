import { foldAgentBudgets, foldAgentLabels } from "./fold-agent-labels";
import { emptyOpenWork, foldOpenWork } from "./fold-agent-work";
import { foldAgents, foldAgentTypes } from "./fold-agents";
import type { Projection } from "./projection";

/**
 * Agents: where each stands and will stand if it stays silent, what it is called, what it did. `projectStanding` and
 * `projectAgentFacts` are the same in TypeScript.
 */
export const agentsProjection: Projection = {
  name: "agents",
  version: 1,
  tables: ["agents", "agent_type_counts", "agent_open_work"],
  statements: [emptyOpenWork, foldOpenWork, foldAgents, foldAgentTypes, foldAgentLabels, foldAgentBudgets],
};
