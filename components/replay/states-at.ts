import type { Agent } from "@/lib/contract/agent";
import type { AgentEvent } from "@/lib/contract/event";
import { courseOf, foldStanding, type Proven, saidBy, statusAt } from "@/lib/timeline/agent-state";
import { toldNumber } from "@/lib/timeline/told";
import { countUntil } from "./play-on";

export type StateAt = { agentId: string; status: Agent["status"]; costUsd: number | null };

/** An agent's events, and where it stood after each of those that have been folded so far. */
type Played = {
  own: AgentEvent[];
  places: number[];
  fold: ReturnType<typeof foldStanding>;
  known: { proven: Proven | null; costUsd: number | null }[];
};

/**
 * A reader of where each agent stood at a moment, by its events until then and by silence. Each event is folded once, when a
 * playhead first passes it: one that goes back finds what was known there.
 */
export function statesReader(events: readonly AgentEvent[]): (count: number, atMs: number) => StateAt[] {
  const byAgent = new Map<string, Played>();
  for (const [place, event] of events.entries()) {
    if (event.agent_id === null) continue;
    const agent = byAgent.get(event.agent_id) ?? { own: [], places: [], fold: foldStanding(), known: [] };
    byAgent.set(event.agent_id, agent);
    agent.own.push(event);
    agent.places.push(place);
  }
  return (count, atMs) =>
    [...byAgent].flatMap(([agentId, agent]) => {
      const last = countUntil(agent.places, count - 1) - 1;
      foldUntil(agent, last);
      const { proven, costUsd } = agent.known[last] ?? { proven: null, costUsd: null };
      if (!proven) return [];
      const course = courseOf(proven.standing, saidBy(proven.proof));
      return [{ agentId, status: statusAt(course, atMs), costUsd }];
    });
}

function foldUntil({ own, fold, known }: Played, last: number): void {
  for (const event of own.slice(known.length, last + 1)) {
    fold.add(event);
    const told = toldNumber(event.metadata, "cost_usd");
    const before = known.at(-1)?.costUsd ?? null;
    known.push({ proven: fold.proven(), costUsd: told === null ? before : (before ?? 0) + told });
  }
}
