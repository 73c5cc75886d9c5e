import { expect, test } from "vitest";
import type { AgentEvent } from "../contract/event";
import { noteEvent } from "./note-event";
import { projectSessions } from "./sessions";

const startMs = Date.parse("2026-11-17T14:00:00Z");

/** Events of the session `s` one second apart, cursors from 1. */
function story(...events: (Partial<AgentEvent> | string)[]): AgentEvent[] {
  return events.map((event, index) =>
    noteEvent(index + 1, `${new Date(startMs + index * 1_000).toISOString().slice(0, 19)}.000000Z`, {
      session_id: "s",
      ...(typeof event === "string" ? { event_type: event } : event),
    }),
  );
}

const second = (n: number) => `2026-11-17T14:00:0${n}.000000Z`;
const usage = (metadata: AgentEvent["metadata"]) => ({ metadata });
const sums = { input_tokens: null, output_tokens: null, cache_read_tokens: null, cost_usd: null };

test.each<[string, AgentEvent[], object]>([
  [
    "of which nobody told the start",
    story("note", "note", "note"),
    { started_at: second(0), last_seen: second(2), ended_at: null, outcome: null, duration_ms: 2_000 },
  ],
  ["that was started", story("note", "session.started", "note"), { started_at: second(1), duration_ms: 1_000 }],
  [
    "that ended",
    story("session_created", "note", "agent.session_exited"),
    { started_at: second(0), ended_at: second(2), outcome: "done", duration_ms: 2_000 },
  ],
  ["that a failure ended", story("note", { event_type: "session.ended", status: "failure" }), { outcome: "failed" }],
  ["whose last task had failed", story("task_failed", "note", "session.ended"), { outcome: "failed" }],
  ["whose last task was completed", story("task_failed", "task_completed", "session.ended"), { outcome: "done" }],
  ["whose task failed after its end", story("session.ended", "task_failed"), { outcome: "done" }],
  [
    "of which something was heard after its end",
    story("session.started", "session.ended", "note"),
    { ended_at: second(1), last_seen: second(2), duration_ms: 1_000 },
  ],
  [
    "that was taken up again",
    story("session.started", "session.ended", "session.started", "note"),
    { started_at: second(0), ended_at: null, outcome: null, duration_ms: 3_000 },
  ],
  [
    "that ended twice",
    story("task_failed", "session.ended", "task_completed", "session.ended"),
    { ended_at: second(3), outcome: "done" },
  ],
  [
    "with agents, sources and projects",
    story({ agent_id: "b", source: "y" }, { agent_id: "a", source: "x", project: "p" }, { agent_id: "b", source: "y" }),
    { agents: ["b", "a"], agents_total: 2, sources: ["x", "y"], projects: ["p"] },
  ],
  [
    "with errors and denials",
    story({ severity: "error" }, { status: "failure" }, { status: "denied" }, "permission_denied"),
    { counts: { events: 4, errors: 2, denials: 2 } },
  ],
  [
    "with tasks",
    story("task_started", "task.started", "task_completed", "task.failed"),
    { tasks: { started: 2, completed: 1, failed: 1 } },
  ],
  ["that told no usage", story("note", usage({ tokens: 5, input_tokens: "many" })), { usage: null }],
  [
    "that told its usage in either spelling",
    story(usage({ input_tokens: 10, cost_usd: 0.25 }), usage({ inputTokens: 5, costUsd: "0.5", input_tokens: null })),
    { usage: { ...sums, input_tokens: 15, cost_usd: 0.75 } },
  ],
  ["that told a usage of less than nothing", story(usage({ output_tokens: -5 })), { usage: null }],
])("a session %s", (_, events, expected) => {
  expect(projectSessions(events).get("s")).toMatchObject(expected);
});

test("a session with very many agents lists the first hundred and counts all", () => {
  const crowd = story(...Array.from({ length: 150 }, (_, i) => ({ agent_id: `a${i}` })));
  const session = projectSessions(crowd).get("s");
  expect(session?.agents).toEqual(Array.from({ length: 100 }, (_, i) => `a${i}`));
  expect(session?.agents_total).toBe(150);
});
