import type { Agent } from "@/lib/contract/agent";
import type { AgentEvent } from "@/lib/contract/event";
import { projectStatusCourse, type StatusCourse, statusAt } from "@/lib/timeline/agent-state";
import { toldNumber } from "@/lib/timeline/told";
import { countUntil } from "./play-on";

export type StateAt = { agentId: string; status: Agent["status"]; costUsd: number | null };

type Known = { count: number; course: StatusCourse | null; costUsd: number | null };

/**
 * A reader of where each agent stood at a moment, by its events until then and by silence. What was folded once is kept
 * until the agent's next event, so that a playhead which moves costs little.
 */
export function statesReader(events: readonly AgentEvent[]): (count: number, atMs: number) => StateAt[] {
  const known = new Map<string, Known>();
  const byAgent = new Map<string, { own: AgentEvent[]; places: number[] }>();
  for (const [place, event] of events.entries()) {
    if (event.agent_id === null) continue;
    const agent = byAgent.get(event.agent_id) ?? { own: [], places: [] };
    byAgent.set(event.agent_id, agent);
    agent.own.push(event);
    agent.places.push(place);
  }
  return (count, atMs) =>
    [...byAgent].flatMap(([agentId, { own, places }]) => {
      const heardCount = countUntil(places, count - 1);
      if (heardCount === 0) return [];
      let fold = known.get(agentId);
      if (fold?.count !== heardCount) {
        const heard = own.slice(0, heardCount);
        fold = { count: heardCount, course: projectStatusCourse(heard), costUsd: costOf(heard) };
        known.set(agentId, fold);
      }
      return fold.course ? [{ agentId, status: statusAt(fold.course, atMs), costUsd: fold.costUsd }] : [];
    });
}

function costOf(own: readonly AgentEvent[]): number | null {
  const told = own.flatMap(({ metadata }) => toldNumber(metadata, "cost_usd") ?? []);
  return told.length === 0 ? null : told.reduce((sum, cost) => sum + cost, 0);
}
