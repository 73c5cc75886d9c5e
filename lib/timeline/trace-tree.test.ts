import fc from "fast-check";
import { expect, test } from "vitest";
import type { AgentEvent } from "../contract/event";
import { noteEvent } from "./note-event";
import { type TraceNode, traceParents } from "./trace-tree";
import { projectTraces } from "./traces";

const nodes = (...events: Partial<AgentEvent>[]): AgentEvent[] =>
  events.map((event, index) =>
    noteEvent(index + 1, `2026-11-17T14:00:0${index}.000000Z`, { agent_id: null, ...event }),
  );
const span = (span_id: string | null, parent_span_id: string | null = null) => ({
  metadata: { span_id, parent_span_id },
});

test.each<[string, TraceNode[], (number | null)[]]>([
  ["without names", nodes({}, {}), [null, null]],
  ["of spans, the parent told last", nodes(span("b", "a"), span("c", "b"), span("a")), [3, 1, null]],
  ["told from inside of a span", nodes(span("b"), span("b", "a"), span("a")), [2, 3, null]],
  ["whose parent is elsewhere", nodes(span("b", "gone")), [null]],
  [
    "of tasks",
    nodes({ task_id: "t" }, { task_id: "u", metadata: { parentTaskId: "t" } }, { task_id: "t" }),
    [null, 1, null],
  ],
  ["of agents", nodes({ agent_id: "main" }, { agent_id: "main/1", metadata: { parent_agent_id: "main" } }), [null, 1]],
  [
    "of spans and agents: the innermost name wins",
    nodes(
      { agent_id: "main" },
      { agent_id: "x", ...span("a") },
      {
        agent_id: "y",
        metadata: { span_id: "b", parent_span_id: "a", parent_agent_id: "main" },
      },
    ),
    [null, null, 2],
  ],
  ["that go round in a circle", nodes(span("a", "b"), span("b", "a"), span("c", "a")), [null, 1, 1]],
  ["that name themselves", nodes(span("a", "a")), [null]],
])("events %s", (_, events, parents) => {
  expect([...traceParents(events).values()]).toEqual(parents);
});

test("whatever names say, every event has one place in a tree", () => {
  const name = fc.constantFrom("a", "b", "c", "d", null);
  const node = fc.record({ span_id: name, parent_span_id: name, parent_task_id: name, parent_agent_id: name });
  const event = fc.record({ agent_id: name, task_id: name, metadata: node });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), (events) => {
      const parents = traceParents(nodes(...events));
      expect(parents.size).toBe(events.length);
      for (let at of parents.keys()) {
        let steps = 0;
        for (let up = parents.get(at) ?? null; up !== null; up = parents.get(up) ?? null) {
          at = up;
          steps += 1;
          expect(steps).toBeLessThan(events.length);
        }
      }
    }),
  );
});

test("a trace is all that has its id as trace or as correlation, each event once", () => {
  const events = nodes(
    { trace_id: "x", source: "one", agent_id: "b" },
    { correlation_id: "x", source: "two", agent_id: "a", severity: "error" },
    { trace_id: "x", correlation_id: "x" },
    { trace_id: "y", correlation_id: "x" },
    {},
  );
  const traces = projectTraces(events);
  expect(traces.get("x")).toMatchObject({
    sources: ["one", "two"],
    agents: ["a", "b"],
    count: 4,
    has_errors: true,
    duration_ms: 3_000,
    first_cursor: 1,
    cursor: 4,
  });
  expect(traces.get("y")).toMatchObject({ count: 1, has_errors: false });
});
