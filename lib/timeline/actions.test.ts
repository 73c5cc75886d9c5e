import { expect, test } from "vitest";
import type { AgentEvent } from "../contract/event";
import { projectActions, projectTools } from "./actions";
import { noteEvent } from "./note-event";

const startMs = Date.parse("2026-11-17T14:00:00Z");

/** Events of the action `u` in the session `s` one second apart, cursors from 1. */
function story(...events: (Partial<AgentEvent> | string)[]): AgentEvent[] {
  return events.map((each, index) => {
    const event = typeof each === "string" ? { event_type: each } : each;
    return noteEvent(index + 1, `${new Date(startMs + index * 1_000).toISOString().slice(0, 19)}.000000Z`, {
      session_id: "s",
      ...event,
      metadata: { tool_use_id: "u", tool_name: "Bash", ...event.metadata },
    });
  });
}

const second = (n: number) => `2026-11-17T14:00:0${n}.000000Z`;
const only = (events: readonly AgentEvent[]) => [...projectActions(events).values()];

test.each<[string, AgentEvent[], object]>([
  ["that began", story("tool.started"), { state: "started", ended_at: null, duration_ms: null, events: 1 }],
  [
    "that was asked about, allowed and done",
    story("tool.started", "permission.requested", "operation.allowed", {
      event_type: "tool.completed",
      status: "success",
    }),
    { state: "completed", started_at: second(0), ended_at: second(3), duration_ms: 3_000, events: 4, cursor: 4 },
  ],
  [
    "that failed",
    story("tool.started", { event_type: "tool.failed", metadata: { error: "exit 1", duration_ms: 12 } }),
    { state: "failed", duration_ms: 12, error: "exit 1" },
  ],
  [
    "that was refused",
    story("tool.started", { event_type: "operation.denied", metadata: { reason: "no" } }),
    { state: "denied", error: "no" },
  ],
  ["whose start came late", story("tool.completed", "tool.started"), { state: "completed", ended_at: second(0) }],
  ["that a span tells", story({ event_type: "otel.span", status: "failure" }), { state: "failed" }],
  ["that a span without a status tells", story("otel.span"), { state: "started" }],
  [
    "that was allowed, with success",
    story({ event_type: "operation.allowed", status: "success" }),
    { state: "started" },
  ],
])("an action %s is one row", (_, events, expected) => {
  expect(only(events)).toMatchObject([{ tool_use_id: "u", session_id: "s", tool_name: "Bash", ...expected }]);
});

test("the same name in two sessions, or in none, is another action; either spelling names it", () => {
  const events = story("tool.started", { session_id: "other" }, { session_id: null });
  const camel = noteEvent(4, second(4), { session_id: "s", metadata: { toolUseId: "u" } });
  expect(only([...events, camel]).map(({ session_id, events }) => [session_id, events])).toEqual([
    ["s", 2],
    ["other", 1],
    [null, 1],
  ]);
  expect(only([noteEvent(1, second(1), { metadata: { tool_use_id: "u".repeat(201) } })])).toEqual([]);
});

test("a session's tools are its actions, what names none, and at least what lists say", () => {
  const plain = (event_type: string, tool_name: string) => ({ event_type, metadata: { tool_use_id: null, tool_name } });
  const events = story(
    "tool.started",
    "tool.completed",
    plain("tool.started", "Bash"),
    plain("tool.completed", "Bash"),
    plain("tool.completed", "Bash"),
    plain("note", "Grep"),
    {
      event_type: "task_completed",
      metadata: { tool_use_id: null, tool_name: null, tools_used: ["Bash", "Read", "Read", 7] },
    },
  );
  expect(projectTools(events).get("s")).toEqual(
    new Map([
      ["Bash", 3],
      ["Read", 1],
    ]),
  );
});
