import type { AgentEvent } from "../contract/event";
import type { AgentState } from "../contract/states";
import { noteEvent } from "./note-event";

// For tests: the truth table of where an agent stands, held against the rules and against their reading in SQL.

export const startMs = Date.parse("2026-11-17T14:00:00Z");

/** Events one second apart, cursors from 1. */
export function story(...events: Partial<AgentEvent>[]): AgentEvent[] {
  return events.map((event, index) => noteEvent(index + 1, new Date(startMs + index * 1_000).toISOString(), event));
}

export const of = (event_type: string, more: Partial<AgentEvent> = {}) => ({ event_type, ...more });
export const ours = (event_type: string, metadata: AgentEvent["metadata"] = {}) =>
  of(event_type, { source: "sightline", metadata });
export const tool = (event_type: string, id: string) => of(event_type, { metadata: { tool_use_id: id } });

/** What happened to an agent, the state that it is in ten seconds after the first event, and the event that proves it. */
export const agentStateCases: readonly [string, AgentEvent[], AgentState, number][] = [
  ["an open task", story(of("task_started", { task_id: "t" })), "working", 1],
  [
    "a tool inside a turn",
    story(of("turn.started"), tool("tool.started", "u"), tool("tool.completed", "u")),
    "working",
    3,
  ],
  ["an ended task", story(of("task_started", { task_id: "t" }), of("task_completed", { task_id: "t" })), "done", 2],
  ["a failed task", story(of("task.started", { task_id: "t" }), of("task.failed", { task_id: "t" })), "failed", 2],
  ["work after an ended task", story(of("task_completed", { task_id: "t" }), of("turn.started")), "working", 2],
  ["a turn's end", story(of("turn.started"), of("turn.completed")), "idle", 2],
  [
    "a turn's end with a tool that reported nothing",
    story(of("turn.started"), tool("tool.started", "u"), of("turn.completed")),
    "idle",
    3,
  ],
  [
    "a call that was refused",
    story(of("turn.started"), tool("tool.started", "u"), tool("operation.denied", "u"), of("turn.completed")),
    "idle",
    4,
  ],
  ["a request for permission", story(of("turn.started"), of("permission.requested")), "waiting", 2],
  [
    "a notification that asks",
    story(of("agent.notified", { metadata: { notification_type: "idle_prompt" } })),
    "waiting",
    1,
  ],
  [
    "a notification that only tells",
    story(of("agent.notified", { metadata: { notification_type: "auth_success" } })),
    "working",
    1,
  ],
  [
    "an answer to the request",
    story(of("turn.started"), of("permission.requested"), tool("tool.started", "u")),
    "working",
    3,
  ],
  ["a session's end", story(of("session.started"), of("session.ended")), "done", 2],
  ["a session's end after a failed task", story(of("task_failed"), of("note"), of("session.ended")), "failed", 3],
  [
    "a session's end after a failed task of the session before",
    story(of("task_failed"), of("session.started"), of("session.ended")),
    "done",
    3,
  ],
  ["a person who edits its record", story(of("task_completed"), ours("agent_updated")), "done", 1],
  ["a person who made its record, and nothing else", story(ours("agent_created"), ours("agent_updated")), "idle", 1],
  ["a failure that ends the session", story(of("session.ended", { status: "failure" })), "failed", 1],
  [
    "a new session after a crash in a task",
    story(of("task_started"), of("session.started"), of("turn.completed")),
    "idle",
    3,
  ],
];
