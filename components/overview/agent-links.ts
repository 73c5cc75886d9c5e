import type { Agent } from "@/lib/contract/agent";
import { shortenId } from "@/lib/timeline/actor";

export function agentHref(workspace: string, agentId: string): string {
  return `/w/${workspace}/agents/${encodeURIComponent(agentId)}`;
}

export function eventsHref(workspace: string, filter: Record<string, string>): string {
  return `/w/${workspace}/events?${new URLSearchParams(filter)}`;
}

export function nameOf({ display_name, agent_name, agent_id }: Agent): string {
  return display_name ?? agent_name ?? shortenId(agent_id);
}
