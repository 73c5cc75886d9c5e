import type { Agent } from "@/lib/contract/agent";
import type { AgentEvent } from "@/lib/contract/event";
import { foldStanding, type StatusCourse, statusAt } from "@/lib/timeline/agent-state";
import { toldNumber } from "@/lib/timeline/told";
import { countUntil } from "./play-on";

export type StateAt = { agentId: string; status: Agent["status"]; costUsd: number | null };

type Heard = {
  count: number;
  fold: ReturnType<typeof foldStanding>;
  course: StatusCourse | null;
  costUsd: number | null;
};
type Played = { own: AgentEvent[]; places: number[]; heard: Heard };

/**
 * A reader of where each agent stood at a moment, by its events until then and by silence. A playhead that moves on adds
 * what came since; one that goes back begins anew.
 */
export function statesReader(events: readonly AgentEvent[]): (count: number, atMs: number) => StateAt[] {
  const byAgent = new Map<string, Played>();
  for (const [place, event] of events.entries()) {
    if (event.agent_id === null) continue;
    const agent = byAgent.get(event.agent_id) ?? { own: [], places: [], heard: nothingHeard() };
    byAgent.set(event.agent_id, agent);
    agent.own.push(event);
    agent.places.push(place);
  }
  return (count, atMs) =>
    [...byAgent].flatMap(([agentId, agent]) => {
      const { course, costUsd } = hear(agent, countUntil(agent.places, count - 1));
      return course ? [{ agentId, status: statusAt(course, atMs), costUsd }] : [];
    });
}

const nothingHeard = (): Heard => ({ count: 0, fold: foldStanding(), course: null, costUsd: null });

function hear(agent: Played, count: number): Heard {
  if (count < agent.heard.count) agent.heard = nothingHeard();
  const { heard } = agent;
  if (count === heard.count) return heard;
  for (const event of agent.own.slice(heard.count, count)) {
    heard.fold.add(event);
    const cost = toldNumber(event.metadata, "cost_usd");
    if (cost !== null) heard.costUsd = (heard.costUsd ?? 0) + cost;
  }
  heard.count = count;
  heard.course = heard.fold.course();
  return heard;
}
