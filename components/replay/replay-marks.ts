import type { AgentEvent } from "@/lib/contract/event";
import type { EventStatus } from "@/lib/contract/event-form";
import { asksForAPerson, instantOf } from "@/lib/timeline/agent-state";
import { kindOf } from "@/lib/timeline/event-kind";
import { isDenial, isError } from "@/lib/timeline/told";

export type ReplayMark = { at: number; event: AgentEvent; look: EventStatus | "waiting" };

const turningPoints = ["turn.started", "task.completed", "session.started", "session.ended"];

/** The moments of a session worth stopping at: what went wrong, what was refused, who waited, and where work turned. */
export function replayMarks(events: readonly AgentEvent[]): ReplayMark[] {
  return events.flatMap((event) => {
    const look = lookOf(event);
    return look === null ? [] : [{ at: instantOf(event), event, look }];
  });
}

function lookOf(event: AgentEvent): ReplayMark["look"] | null {
  if (isDenial(event)) return "denied";
  if (isError(event)) return "failure";
  if (asksForAPerson(event)) return "waiting";
  return turningPoints.includes(kindOf(event)) ? "success" : null;
}
