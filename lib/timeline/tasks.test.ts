import { describe, expect, test } from "vitest";
import type { AgentEvent } from "../contract/event";
import { noteEvent } from "./note-event";
import { projectDurations, projectTasks } from "./tasks";

const startMs = Date.parse("2026-11-17T14:00:00Z");

/** Events of the task `t` one second apart, cursors from 1. */
function story(...events: (Partial<AgentEvent> | string)[]): AgentEvent[] {
  return events.map((event, index) =>
    noteEvent(index + 1, `${new Date(startMs + index * 1_000).toISOString().slice(0, 19)}.000000Z`, {
      task_id: "t",
      ...(typeof event === "string" ? { event_type: event } : event),
    }),
  );
}

const second = (n: number) => `2026-11-17T14:00:0${n}.000000Z`;
const told = (event_type: string, metadata: AgentEvent["metadata"]) => ({ event_type, metadata });

describe("a task", () => {
  test.each<[string, AgentEvent[], object]>([
    ["that was made", story("task_created"), { state: "created", attempts: 0, started_at: null, ended_at: null }],
    ["that began", story("task_created", "task_started"), { state: "started", attempts: 1, started_at: second(1) }],
    [
      "that was completed",
      story("task_started", "note", "task.completed"),
      { state: "completed", started_at: second(0), ended_at: second(2), duration_ms: 2_000, error: null, cursor: 3 },
    ],
    [
      "that failed",
      story("task_started", told("task_failed", { error: "boom", reason: "r", duration_ms: 7 })),
      { state: "failed", duration_ms: 1_000, error: "boom" },
    ],
    ["that failed for a reason", story(told("task.failed", { reason: "no room" })), { error: "no room", attempts: 0 }],
    [
      "that began anew after a failure",
      story("task_started", told("task_failed", { error: "boom" }), "task_started"),
      { state: "started", attempts: 2, started_at: second(2), ended_at: null, duration_ms: null, error: null },
    ],
    [
      "that succeeded in its second attempt",
      story("task_started", "task_failed", "task_started", "note", "task_completed"),
      { state: "completed", attempts: 2, started_at: second(2), duration_ms: 2_000 },
    ],
    [
      "whose start nobody told",
      story(told("task_completed", { durationMs: "12.5" })),
      { state: "completed", attempts: 0, started_at: null, ended_at: second(0), duration_ms: 12.5 },
    ],
    ["whose start nobody told, nor its duration", story("task_completed"), { duration_ms: null }],
    ["whose duration is no number", story(told("task_completed", { duration_ms: "NaN" })), { duration_ms: null }],
    ["whose duration is less than nothing", story(told("task_completed", { duration_ms: -1 })), { duration_ms: null }],
    [
      "whose end came before its start",
      story(told("task_completed", { duration_ms: 5 }), "task_started"),
      { state: "started", attempts: 1, started_at: second(1), ended_at: null, duration_ms: null },
    ],
    [
      "that ended, by its clock, before it began",
      story("task_started", {
        ...told("task_completed", { duration_ms: 5 }),
        timestamp: "2026-11-17T13:00:00.000000Z",
      }),
      { state: "completed", ended_at: "2026-11-17T13:00:00.000000Z", duration_ms: 5 },
    ],
    [
      "whose end two systems told",
      story("task_started", "task_completed", "task.completed"),
      { started_at: second(0), ended_at: second(2), duration_ms: 2_000, attempts: 1 },
    ],
    [
      "that was archived by another agent",
      story("task_started", "task_completed", { event_type: "task.archived", agent_id: "janitor" }),
      { state: "archived", agent_id: "a", ended_at: second(1), duration_ms: 1_000, cursor: 3 },
    ],
    [
      "that was given to an agent",
      story({ event_type: "task_created", agent_id: "lead" }, { event_type: "task_assigned", agent_id: "worker" }),
      { state: "created", agent_id: "worker" },
    ],
    ["with a label or two", story({ event_type: "task_created", project: "p" }, "task_started"), { project: "p" }],
    ["with a parent", story(told("task_created", { parentTaskId: "p" }), "task_started"), { parent_task_id: "p" }],
  ])("%s", (_, events, expected) => {
    expect(projectTasks(events).get("t")).toMatchObject(expected);
  });

  test("is nothing that other events could make: they only name it", () => {
    expect(projectTasks(story("note", "tool.started", "task.status_changed")).size).toBe(0);
    expect(projectTasks(story({ event_type: "task_started", task_id: null })).size).toBe(0);
  });

  test("with a clock that runs ahead counts by the receipt", () => {
    const [event] = story({ event_type: "task_started", timestamp: "2099-01-01T00:00:00.000000Z" });
    const received = { ...event, received_at: second(3) } as AgentEvent;
    expect(projectTasks([received]).get("t")).toMatchObject({ started_at: second(3) });
  });
});

test("durations are of every end whose agent and length are known, tasks without an id included", () => {
  const events = story(
    "task_started",
    "task_failed",
    "task_started",
    { event_type: "task_completed", agent_id: "b" },
    { event_type: "task_completed", task_id: null, metadata: { duration_ms: 70 } },
    { event_type: "task_completed", task_id: "silent" },
    { event_type: "task_completed", agent_id: null, source: "s" },
  );
  expect(projectDurations(events)).toEqual([
    ["a", 1_000],
    ["b", 1_000],
    ["a", 70],
  ]);
});
