/** Where an agent stands, inferred from its events and from silence (contract §6, "How events become state"). */
export const agentStates = ["working", "waiting", "idle", "done", "failed", "lost"] as const;
export type AgentState = (typeof agentStates)[number];

/** An agent as `GET /api/v1/agents/{agent_id}` tells it. Instants are RFC 3339 UTC; durations milliseconds. */
export type Agent = {
  agent_id: string;
  agent_name: string | null;
  agent_role: string | null;
  source: string | null;
  display_name: string | null;
  owner: string | null;
  tags: string[];
  archived: boolean;
  /** `cursor` is the event that proves the state. */
  status: { state: AgentState; reason: string; since: string; cursor: number };
  first_seen: string;
  last_seen: string;
  session_id: string | null;
  task_id: string | null;
  counts: { events: number; errors: number; denials: number; by_type: Record<string, number> };
  budget: { remaining: number | null; limit: number | null; spent: number | null; unit: string | null } | null;
  tasks: { started: number; completed: number; failed: number; p50_ms: number | null; p95_ms: number | null };
};

export type AgentList = { agents: Agent[]; has_more: boolean; next: string | null };
