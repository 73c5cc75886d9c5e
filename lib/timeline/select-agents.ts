import type { Agent } from "../contract/agent";
import type { AgentState } from "../contract/states";
import { shareLeft } from "./budget-level";

/** What needs a person first. */
export const stateOrder = [
  "waiting",
  "failed",
  "lost",
  "working",
  "idle",
  "done",
] as const satisfies readonly AgentState[];
const needsPerson: ReadonlySet<AgentState> = new Set(["waiting", "failed", "lost"]);

/** How a list of agents may be ordered, each from what matters most on. */
export const agentSorts = ["attention", "seen", "name", "events", "errors", "denials", "budget"] as const;
export type AgentSort = (typeof agentSorts)[number];

/** Which agents a person wants to see: any of the values of each field, and a text in what they are called. */
export type AgentChoice = {
  states: readonly AgentState[];
  roles: readonly string[];
  sources: readonly string[];
  text: string;
  archived: boolean;
};

/** What an agent goes by: what people call it, else what it calls itself, else its id. */
export function nameOfAgent({ display_name, agent_name, agent_id }: Agent): string {
  return display_name ?? agent_name ?? agent_id;
}

/** Whether an agent is chosen. Text is looked for in names, id, owner and tags, in any case. */
export function isChosen(agent: Agent, { states, roles, sources, text, archived }: AgentChoice): boolean {
  const any = <T>(wanted: readonly T[], value: T | null) => wanted.length === 0 || wanted.includes(value as T);
  if (agent.deleted || (agent.archived && !archived)) return false;
  if (!any(states, agent.status.state) || !any(roles, agent.agent_role) || !any(sources, agent.source)) return false;
  const { display_name, agent_name, agent_id, owner, tags } = agent;
  const wanted = text.trim().toLowerCase();
  return [display_name, agent_name, agent_id, owner, ...tags].some((each) => each?.toLowerCase().includes(wanted));
}

/** How many agents stand in each state, in the order of `stateOrder`; those without any are left out. */
export function countStates(agents: readonly Agent[]): { state: AgentState; count: number }[] {
  return stateOrder
    .map((state) => ({ state, count: agents.filter(({ status }) => status.state === state).length }))
    .filter(({ count }) => count > 0);
}

/**
 * Agents in an order. `attention`: what needs a person first, of these the one that waits longest, of the others the newest
 * state; `budget`: the closest to its end first, unknown ones last. Equals go by newest event.
 */
export function orderAgents(agents: readonly Agent[], sort: AgentSort): Agent[] {
  const compare = comparisons[sort];
  return agents.toSorted((a, b) => compare(a, b) || b.cursor - a.cursor);
}

const since = ({ status }: Agent) => Date.parse(status.since);
const left = ({ budget }: Agent) => (budget ? (shareLeft(budget) ?? 2) : 2);

const comparisons: Readonly<Record<AgentSort, (a: Agent, b: Agent) => number>> = {
  attention: (a, b) =>
    stateOrder.indexOf(a.status.state) - stateOrder.indexOf(b.status.state) ||
    (needsPerson.has(a.status.state) ? since(a) - since(b) : since(b) - since(a)),
  seen: () => 0,
  name: (a, b) => nameOfAgent(a).localeCompare(nameOfAgent(b), "en", { numeric: true }),
  events: (a, b) => b.counts.events - a.counts.events,
  errors: (a, b) => b.counts.errors - a.counts.errors,
  denials: (a, b) => b.counts.denials - a.counts.denials,
  budget: (a, b) => left(a) - left(b),
};

/** Agents in an order that was taken before, so that nothing moves under a pointer; those that are new come last. */
export function keepOrder(agents: readonly Agent[], ids: readonly string[]): Agent[] {
  const places = new Map(ids.map((id, place) => [id, place]));
  const placeOf = ({ agent_id }: Agent) => places.get(agent_id) ?? ids.length;
  return agents.toSorted((a, b) => placeOf(a) - placeOf(b));
}
