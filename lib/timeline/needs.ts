import type { Agent } from "../contract/agent";
import type { AgentEvent } from "../contract/event";

/** Something that waits for a person: an agent that stands so, or operations that were denied to one of late. */
export type Need =
  | { kind: "waiting" | "failed" | "lost"; agent: Agent; sinceMs: number }
  | { kind: "denied"; newest: AgentEvent; agent: Agent | null; count: number; sinceMs: number };

/** What has stood so for longer is told by its number: nobody is about to help. */
export const needAgeMax = 7 * 24 * 3_600_000;

type Known = { agents: readonly Agent[]; denials: readonly AgentEvent[]; nowMs: number };

/**
 * What needs a person now, the oldest first, and how many agents have stood so for over a week. Denials (newest first) are
 * one need an agent, as old as the first of them; an agent that has been told so already isn't told again for them.
 */
export function needsOf({ agents, denials, nowMs }: Known): { needs: Need[]; older: number } {
  const standing = agents.flatMap((agent): Need[] => {
    const { state, since } = agent.status;
    if (state !== "waiting" && state !== "failed" && state !== "lost") return [];
    return [{ kind: state, agent, sinceMs: Date.parse(since) }];
  });
  const recent = standing.filter(({ sinceMs }) => nowMs - sinceMs <= needAgeMax);
  const told = new Set(recent.map(agentIdOf));
  const needs = [...recent, ...denied(denials, agents).filter((need) => !told.has(agentIdOf(need)))];
  return { needs: needs.sort((a, b) => a.sinceMs - b.sinceMs), older: standing.length - recent.length };
}

/** Whose need it is; null for what no agent is named in. */
export function agentIdOf(need: Need): string | null {
  return need.kind === "denied" ? need.newest.agent_id : need.agent.agent_id;
}

function denied(denials: readonly AgentEvent[], agents: readonly Agent[]): Need[] {
  const byAgent = new Map<string | null, Extract<Need, { kind: "denied" }>>();
  for (const event of denials) {
    const sinceMs = Date.parse(event.timestamp);
    const known = byAgent.get(event.agent_id);
    const agent = agents.find(({ agent_id }) => agent_id === event.agent_id) ?? null;
    if (known) byAgent.set(event.agent_id, { ...known, count: known.count + 1, sinceMs });
    else byAgent.set(event.agent_id, { kind: "denied", newest: event, agent, count: 1, sinceMs });
  }
  return [...byAgent.values()];
}
