import type { Agent } from "../contract/agent";

/** The later of two tellings of one agent: after the newer event, or after the longer silence, which ends work. */
export function laterTelling(a: Agent, b: Agent): Agent {
  if (a.cursor !== b.cursor) return a.cursor > b.cursor ? a : b;
  return a.status.state === "working" ? b : a;
}

/**
 * Pages of agents, newest activity first, with what was told since: each in its latest telling and where it stood, so
 * that nothing moves under the reader's eyes; above them, newest first, those that are new. Unless the pages hold all
 * agents (`isWhole`), one whose last event lies below them is on a page that is still to come.
 */
export function mergeAgents(
  listed: readonly Agent[],
  told: ReadonlyMap<string, Agent>,
  { isWhole }: { isWhole: boolean },
): Agent[] {
  const known = new Set(listed.map(({ agent_id }) => agent_id));
  const lowest = isWhole ? 0 : Math.min(...listed.map(({ cursor }) => cursor));
  const arrived = [...told.values()].filter(({ agent_id, cursor }) => !known.has(agent_id) && cursor > lowest);
  arrived.sort((a, b) => b.cursor - a.cursor);
  const standing = listed.map((agent) => {
    const heard = told.get(agent.agent_id);
    return heard ? laterTelling(agent, heard) : agent;
  });
  return [...arrived, ...standing];
}

/** What was told, with more of it; the same object where nothing is later than it was. */
export function hearAgents(told: ReadonlyMap<string, Agent>, agents: readonly Agent[]): ReadonlyMap<string, Agent> {
  const heard = new Map(told);
  let isNew = false;
  for (const agent of agents) {
    const before = heard.get(agent.agent_id);
    const later = before ? laterTelling(before, agent) : agent;
    if (later === before) continue;
    heard.set(agent.agent_id, later);
    isNew = true;
  }
  return isNew ? heard : told;
}
