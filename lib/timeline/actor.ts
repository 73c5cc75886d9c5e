import type { AgentEvent } from "../contract/event";

/** The name that an event goes by: the agent's, else its id, else the source's. Long ids are cut in the middle. */
export function actorOf(event: Pick<AgentEvent, "agent_name" | "agent_id" | "source">): string {
  return event.agent_name ?? shortenId(event.agent_id ?? event.source ?? "unknown");
}

/** Cuts the middle out of an id too long to read; both ends stay, since ids differ at either. */
export function shortenId(id: string): string {
  return cutMiddle(id, { most: 24, first: 8, last: 6 });
}

/** A text of more than `most` characters as its first and last ones. No character is cut in two. */
export function cutMiddle(text: string, { most, first, last }: { most: number; first: number; last: number }): string {
  if (text.length <= most) return text;
  const characters = [...text];
  return characters.length <= most
    ? text
    : `${characters.slice(0, first).join("")}…${characters.slice(-last).join("")}`;
}
