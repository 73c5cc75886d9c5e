import type { AgentEvent } from "../contract/event";

/** The name that an event goes by: the agent's, else its id, else the source's. Long ids are cut in the middle. */
export function actorOf(event: Pick<AgentEvent, "agent_name" | "agent_id" | "source">): string {
  return event.agent_name ?? shortenId(event.agent_id ?? event.source ?? "unknown");
}

/** Cuts the middle out of an id too long to read; both ends stay, since ids differ at either. */
export function shortenId(id: string): string {
  return id.length <= 24 ? id : `${id.slice(0, 8)}…${id.slice(-6)}`;
}
