import type { AgentEvent } from "../contract/event";
import { labelsMax } from "../contract/limits";
import type { Trace } from "../contract/trace";
import { elapsedMs, timeOf } from "./event-time";
import { isError } from "./told";
import { firstValues } from "./value-set";

/** Traces by trace or correlation id as a log in cursor order tells them; an event that has both belongs to both. */
export function projectTraces(events: readonly AgentEvent[]): Map<string, Trace> {
  const byTrace = new Map<string, AgentEvent[]>();
  for (const event of events) {
    for (const id of new Set([event.trace_id, event.correlation_id])) {
      if (id !== null) byTrace.set(id, [...(byTrace.get(id) ?? []), event]);
    }
  }
  return new Map([...byTrace].map(([id, own]) => [id, projectTrace(id, own)]));
}

function projectTrace(trace_id: string, events: readonly AgentEvent[]): Trace {
  const times = events.map(timeOf).sort();
  const [startedAt = "", lastSeen = ""] = [times[0], times.at(-1)];
  const valuesOf = (field: "source" | "agent_id" | "session_id" | "task_id" | "project") =>
    firstValues(
      events.map((event) => event[field]),
      labelsMax,
    );
  return {
    trace_id,
    sources: valuesOf("source"),
    agents: valuesOf("agent_id"),
    session_ids: valuesOf("session_id"),
    task_ids: valuesOf("task_id"),
    projects: valuesOf("project"),
    started_at: startedAt,
    last_seen: lastSeen,
    duration_ms: elapsedMs(startedAt, lastSeen) ?? 0,
    count: events.length,
    has_errors: events.some(isError),
    first_cursor: events[0]?.cursor ?? 0,
    cursor: events.at(-1)?.cursor ?? 0,
  };
}
