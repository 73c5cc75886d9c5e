import type { AgentEvent } from "../contract/event";

/** Types with `.` or `_` count alike. */
export function kindOf(event: Pick<AgentEvent, "event_type">): string {
  return event.event_type.replaceAll("_", ".");
}
