/** Where an agent stands, inferred from its events and from silence (contract §6, "How events become state"). */
export const agentStates = ["working", "waiting", "idle", "done", "failed", "lost"] as const;
export type AgentState = (typeof agentStates)[number];

/** Where a task stands: what the newest event of its life says (contract §6). */
export const taskStates = ["created", "started", "completed", "failed", "archived"] as const;
export type TaskState = (typeof taskStates)[number];

export const sessionOutcomes = ["done", "failed"] as const;
export type SessionOutcome = (typeof sessionOutcomes)[number];
/** What a list of sessions can be narrowed to: those that no end was heard of, and each outcome. */
export const sessionStates = ["open", ...sessionOutcomes] as const;
export type SessionState = (typeof sessionStates)[number];
