import type { AgentEvent } from "@/lib/contract/event";

/** The address that opens an event by itself, whoever of the workspace follows it. */
export function eventLink(workspace: string, event: Pick<AgentEvent, "event_id">): string {
  return `${location.origin}/w/${workspace}/events?event=${event.event_id}`;
}
