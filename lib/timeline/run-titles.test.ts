import { expect, test } from "vitest";
import type { AgentEvent } from "../contract/event";
import { noteEvent } from "./note-event";
import { sessionTitle, taskTitle } from "./run-titles";

const event = (cursor: number, event_type: string, more: Partial<AgentEvent> = {}) =>
  noteEvent(cursor, `2026-11-17T14:00:0${cursor}.000000Z`, { event_type, ...more });

test("a session is called by what was asked of it first, else by its first task, else by what its start says", () => {
  const start = event(1, "session_created", { metadata: { title: "Nightly" } });
  const task = event(2, "task_started", { task_id: "t", metadata: { title: "Trace refunds" } });
  const asked = event(3, "turn.started", { metadata: { prompt: "Find the missing cent" } });
  const later = event(4, "turn.started", { metadata: { prompt: "And now?" } });
  expect(sessionTitle([start, task, asked, later])).toBe("Find the missing cent");
  expect(sessionTitle([start, task])).toBe("Trace refunds");
  expect(sessionTitle([start])).toBe("Nightly");
  expect(sessionTitle([event(1, "tool.started")])).toBeNull();
});

test("a task is called by its subject or operation; its id is no name", () => {
  expect(taskTitle([event(1, "task_created", { task_id: "t-1" })])).toBeNull();
  expect(
    taskTitle([
      event(1, "task_created", { task_id: "t-1" }),
      event(2, "task_completed", { task_id: "t-1", metadata: { task_subject: "Measure the export" } }),
    ]),
  ).toBe("Measure the export");
  expect(taskTitle([event(1, "task_started", { task_id: "t", operation: "Load prices" })])).toBe("Load prices");
});
