import type { AgentEvent } from "../contract/event";
import type { ExactField } from "./filter";

/** What an event may have in common with others. */
export type KinKind = "session" | "task" | "trace";

/** The events of one session, task or trace: those whose `field` is `id`. */
export type Kin = { kind: KinKind; field: ExactField; id: string };

/** What an event belongs to, a trace last; a correlation counts as a trace where there is no other. */
export function kinOf(event: AgentEvent): Kin[] {
  const trace: Kin[] =
    event.trace_id !== null
      ? [{ kind: "trace", field: "trace_id", id: event.trace_id }]
      : event.correlation_id !== null
        ? [{ kind: "trace", field: "correlation_id", id: event.correlation_id }]
        : [];
  return [
    ...(event.session_id === null ? [] : [{ kind: "session", field: "session_id", id: event.session_id } as const]),
    ...(event.task_id === null ? [] : [{ kind: "task", field: "task_id", id: event.task_id } as const]),
    ...trace,
  ];
}
