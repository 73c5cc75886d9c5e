import { expect, test } from "vitest";
import type { AgentEvent } from "@/lib/contract/event";
import { noteEvent } from "@/lib/timeline/note-event";
import { replayMarks } from "./replay-marks";
import { sessionLanes } from "./session-lanes";
import { statesReader } from "./states-at";

const start = Date.parse("2026-11-17T14:00:00Z");
const second = (at: number) => start + at * 1_000;
const event = (at: number, event_type: string, more: Partial<AgentEvent> = {}): AgentEvent =>
  noteEvent(at + 1, new Date(second(at)).toISOString(), { event_type, session_id: "s", ...more });
const tool = (at: number, step: string, name: string) =>
  event(at, `tool.${step}`, { metadata: { tool_use_id: name, tool_name: name } });
const draw = (events: readonly AgentEvent[], { isOver = false, end = 60 } = {}) =>
  sessionLanes(events, { endMs: second(end), isOver, hrefOf: (id) => `/${id}` });
const told = (events: readonly AgentEvent[], more = {}) =>
  draw(events, more)[0]?.spans.map(({ state, start: from, end }) => [
    state,
    (from - start) / 1_000,
    end === null ? null : (end - start) / 1_000,
  ]);

test("an action that waited for a person is drawn as what ran and what waited", () => {
  const events = [tool(0, "started", "Bash"), event(4, "permission.requested"), tool(10, "completed", "Bash")];
  expect(told(events)).toEqual([
    ["wait", 4, 10],
    ["done", 0, 4],
  ]);
  expect(
    told([
      tool(0, "started", "Bash"),
      event(4, "permission.requested"),
      event(6, "permission.approved"),
      tool(10, "completed", "Bash"),
    ]),
  ).toEqual([
    ["wait", 4, 6],
    ["done", 0, 4],
    ["done", 6, 10],
  ]);
});

test("an action whose end was never told is one span, however often its agent waits for others later", () => {
  const later = Array.from({ length: 20 }, (_, n) => [
    tool(10 + n * 10, "started", `later ${n}`),
    event(12 + n * 10, "permission.requested"),
    tool(15 + n * 10, "completed", `later ${n}`),
  ]).flat();
  const spans = draw([tool(0, "started", "interrupted"), ...later], { end: 300 })[0]?.spans ?? [];
  expect(spans.filter(({ state }) => state === "run")).toHaveLength(1);
  expect(spans.filter(({ state }) => state === "wait")).toHaveLength(20);
});

test("what was begun and not ended goes on, and was lost once the session is over or long silent", () => {
  const events = [event(0, "task_started", { task_id: "t" }), event(5, "note")];
  expect(told(events)).toEqual([["run", 0, null]]);
  expect(told(events, { isOver: true })).toEqual([["lost", 0, 5]]);
  expect(told(events, { end: 3_600 })).toEqual([["lost", 0, 5]]);
});

test("a task that failed is red, a silence is a line, and what says only how long it took ends where it is told", () => {
  const events = [
    event(0, "task_started", { task_id: "t" }),
    event(2, "task_failed", { task_id: "t", status: "failure" }),
    event(400, "test_completed", { metadata: { duration_ms: 30_000 } }),
  ];
  expect(told(events, { end: 400 })).toEqual([
    ["failed", 0, 2],
    ["done", 370, 400],
    ["silence", 2, 400],
  ]);
});

test("subagents stand below who spawned them, and a denial is a mark", () => {
  const events = [
    event(0, "note", { agent_id: "planner" }),
    event(1, "note", { agent_id: "other" }),
    event(2, "agent_spawned", { agent_id: "coder", metadata: { parent_agent_id: "planner" } }),
    event(3, "operation_denied", { agent_id: "coder", status: "denied", operation: "write_file" }),
  ];
  const lanes = draw(events);
  expect(lanes.map(({ id, indent }) => [id, indent])).toEqual([
    ["planner", 0],
    ["coder", 1],
    ["other", 0],
  ]);
  expect(lanes[1]?.marks).toMatchObject([{ outcome: "denied", at: second(3) }]);
  expect(replayMarks(events).map(({ look, at }) => [look, at])).toEqual([["denied", second(3)]]);
});

test("where an agent stood is told by its events until then, and by silence", () => {
  const events = [event(0, "task_started", { task_id: "t" }), event(2, "task_completed", { task_id: "t" })];
  const read = statesReader(events);
  expect(read(0, second(0))).toEqual([]);
  expect(read(1, second(1))).toMatchObject([{ agentId: "a", status: { state: "working" } }]);
  expect(read(1, second(1) + 31 * 60_000)).toMatchObject([{ status: { state: "lost" } }]);
  expect(read(2, second(3))).toMatchObject([{ status: { state: "done" } }]);
  expect(read(1, second(1))).toMatchObject([{ status: { state: "working" } }]);
});

test("uses of tools without a name are told by their tool: one that is begun again never said its end", () => {
  const use = (at: number, step: string, tool_name: string) => event(at, `tool.${step}`, { metadata: { tool_name } });
  const events = [
    use(0, "started", "Bash"),
    use(2, "completed", "Bash"),
    use(3, "started", "Read"),
    use(5, "started", "Read"),
    use(6, "failed", "Read"),
  ];
  expect(told(events)).toEqual([
    ["done", 0, 2],
    ["failed", 5, 6],
  ]);
  expect(draw(events)[0]?.marks).toEqual([]);
  expect(told([...events, use(8, "started", "Edit")])).toContainEqual(["run", 8, null]);
});

test("who only said something has a mark for each of it", () => {
  const [lane] = draw([event(1, "insight_generated"), event(4, "anomaly_detected")]);
  expect(lane?.spans).toEqual([]);
  expect(lane?.marks?.map(({ at, outcome }) => [at, outcome])).toEqual([
    [second(1), "success"],
    [second(4), "success"],
  ]);
});
