import { describe, expect, test } from "vitest";
import type { AgentEvent } from "../contract/event";
import { projectBudget, projectTaskDurations } from "./agent-facts";
import { idleAfterMs, lostAfterMs, projectAgentStatus } from "./agent-state";
import { noteEvent } from "./note-event";

const startMs = Date.parse("2026-11-17T14:00:00Z");

/** Events one second apart, cursors from 1. */
function story(...events: Partial<AgentEvent>[]): AgentEvent[] {
  return events.map((event, index) => noteEvent(index + 1, new Date(startMs + index * 1_000).toISOString(), event));
}

const of = (event_type: string, more: Partial<AgentEvent> = {}) => ({ event_type, ...more });
const tool = (event_type: string, id: string) => of(event_type, { metadata: { tool_use_id: id } });

describe("an agent's state", () => {
  test("nothing is known without events", () => {
    expect(projectAgentStatus([], startMs)).toBeNull();
  });

  test.each<[string, AgentEvent[], string, number]>([
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
    ["a failure that ends the session", story(of("session.ended", { status: "failure" })), "failed", 1],
    [
      "a new session after a crash in a task",
      story(of("task_started"), of("session.started"), of("turn.completed")),
      "idle",
      3,
    ],
  ])("%s", (_, events, state, cursor) => {
    expect(projectAgentStatus(events, startMs + 10_000)).toMatchObject({ state, cursor });
  });

  test.each<[string, AgentEvent[], number, string]>([
    ["in the middle of a task, just short of lost", story(of("task_started")), lostAfterMs - 1, "working"],
    ["in the middle of a task", story(of("task_started")), lostAfterMs, "lost"],
    ["with nothing open, just short of idle", story(of("operation_allowed")), idleAfterMs - 1, "working"],
    ["with nothing open", story(of("operation_allowed")), idleAfterMs, "idle"],
    [
      "after a refused call outside of a turn",
      story(tool("tool.started", "u"), tool("operation.denied", "u")),
      lostAfterMs,
      "idle",
    ],
    ["after asking a person", story(of("permission.requested")), lostAfterMs * 10, "waiting"],
    ["after an ended task", story(of("task_completed")), lostAfterMs * 10, "done"],
  ])("silence %s", (_, events, silentMs, state) => {
    expect(projectAgentStatus(events, startMs + silentMs)).toMatchObject({ state });
  });

  test("a clock that runs ahead doesn't keep an agent alive", () => {
    const events = story(of("operation_allowed", { timestamp: "2026-11-17T20:00:00.000000Z" }));
    expect(projectAgentStatus(events, startMs + idleAfterMs)).toMatchObject({ state: "idle" });
  });
});

describe("an agent's facts", () => {
  test("a task took from its start to its end, else what the event says", () => {
    const events = story(
      of("task_started", { task_id: "t" }),
      of("note"),
      of("task_completed", { task_id: "t", metadata: { duration_ms: 7 } }),
      of("task_failed", { task_id: "unknown", metadata: { duration_ms: 500 } }),
      of("task_failed", { task_id: "silent" }),
    );
    expect(projectTaskDurations(events)).toEqual({ p50_ms: 500, p95_ms: 2_000 });
    expect(projectTaskDurations([])).toEqual({ p50_ms: null, p95_ms: null });
  });

  test("a budget is what the newest event says; what was taken adds up, top-ups don't count", () => {
    const budget = (metadata: AgentEvent["metadata"]) => of("budget_updated", { metadata });
    const events = story(
      budget({ remaining: 90, limit: 100, delta: -10, unit: "tokens" }),
      budget({ budgetRemaining: 85, deducted: 5 }),
      budget({ remaining: 185, delta: 100 }),
    );
    expect(projectBudget(events)).toEqual({ remaining: 185, limit: 100, spent: 15, unit: "tokens" });
    expect(projectBudget(story(of("note")))).toBeNull();
  });
});
