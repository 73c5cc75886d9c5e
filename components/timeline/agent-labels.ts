import type { AgentEvent } from "@/lib/contract/event";
import { cutMiddle } from "@/lib/timeline/actor";

/**
 * What each agent goes by, by its id, given events newest first: its newest name; where several agents share a name,
 * with its id's ends beside it.
 */
export function agentLabels(
  events: readonly Pick<AgentEvent, "agent_id" | "agent_name">[],
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const bearers = new Map<string, number>();
  for (const { agent_id, agent_name } of events) {
    if (agent_id === null || agent_name === null || names.has(agent_id)) continue;
    names.set(agent_id, agent_name);
    bearers.set(agent_name, (bearers.get(agent_name) ?? 0) + 1);
  }
  const labels = new Map<string, string>();
  for (const [id, name] of names) labels.set(id, bearers.get(name) === 1 ? name : `${name} ${tellApart(id)}`);
  return labels;
}

/** Shorter than an id elsewhere: it has to fit a narrow column beside a name. */
function tellApart(id: string): string {
  return cutMiddle(id, { most: 10, first: 4, last: 4 });
}
