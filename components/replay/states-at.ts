import type { Agent } from "@/lib/contract/agent";
import type { AgentEvent } from "@/lib/contract/event";
import { projectStatusCourse, type StatusCourse, statusAt } from "@/lib/timeline/agent-state";
import { toldNumber } from "@/lib/timeline/told";

export type StateAt = { agentId: string; status: Agent["status"]; costUsd: number | null };

type Known = { count: number; course: StatusCourse | null; costUsd: number | null };

/**
 * A reader of where each agent stood at a moment, by its events until then and by silence. What was folded once is kept
 * until the agent's next event, so that a playhead which moves costs little.
 */
export function statesReader(events: readonly AgentEvent[]): (count: number, atMs: number) => StateAt[] {
  const known = new Map<string, Known>();
  return (count, atMs) => {
    const byAgent = new Map<string, AgentEvent[]>();
    for (const event of events.slice(0, count)) {
      if (event.agent_id === null) continue;
      const own = byAgent.get(event.agent_id);
      if (own) own.push(event);
      else byAgent.set(event.agent_id, [event]);
    }
    return [...byAgent].flatMap(([agentId, own]) => {
      let fold = known.get(agentId);
      if (fold?.count !== own.length) {
        fold = { count: own.length, course: projectStatusCourse(own), costUsd: costOf(own) };
        known.set(agentId, fold);
      }
      return fold.course ? [{ agentId, status: statusAt(fold.course, atMs), costUsd: fold.costUsd }] : [];
    });
  };
}

function costOf(own: readonly AgentEvent[]): number | null {
  const told = own.flatMap(({ metadata }) => toldNumber(metadata, "cost_usd") ?? []);
  return told.length === 0 ? null : told.reduce((sum, cost) => sum + cost, 0);
}
