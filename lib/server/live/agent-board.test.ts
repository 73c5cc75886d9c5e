import { expect, test } from "vitest";
import type { AgentCourse } from "@/lib/timeline/agent-course";
import { idleAfterMs } from "@/lib/timeline/agent-state";
import { activitySelectionOf } from "./activity-selection";
import { AgentBoard } from "./agent-board";

const all = activitySelectionOf({});

/** An agent that did something at an instant and counts it as its so-manieth event. */
function courseOf(agent_id: string, { atMs = 0, events = 1, source = "test" } = {}): AgentCourse {
  const status = { reason: "said", since: new Date(atMs).toISOString(), cursor: events };
  return {
    facts: {
      agent_id,
      agent_name: null,
      agent_role: null,
      source,
      project: null,
      display_name: null,
      owner: null,
      tags: [],
      archived: false,
      first_seen: status.since,
      last_seen: status.since,
      session_id: null,
      task_id: null,
      counts: { events, errors: 0, denials: 0, by_type: { note: events } },
      budget: null,
      tasks: { started: 0, completed: 0, failed: 0, p50_ms: null, p95_ms: null },
      cursor: events,
    },
    statuses: [
      { fromMs: atMs, status: { ...status, state: "working" } },
      { fromMs: atMs + idleAfterMs, status: { ...status, state: "idle" } },
    ],
  };
}

/** What a reader at a version is told, as `agent events state`, and where it stands then. */
function changes(board: AgentBoard, version: number, selection = all) {
  const found = board.changesAfter(version, selection, 7);
  const frames = (found.bytes?.toString() ?? "").split("\n\n").slice(0, -1);
  const told = frames.map((frame) => {
    const [, json = ""] = /^id: 7\nevent: agent\ndata: (.*)$/.exec(frame) ?? [];
    const { agent_id, counts, status } = JSON.parse(json);
    return `${agent_id} ${counts.events} ${status.state}`;
  });
  expect(found.agents).toBe(told.length);
  return { told, version: found.version };
}

test("who is behind gets each agent once, in its newest state, and what changed last comes last", () => {
  const board = new AgentBoard();
  for (const events of [1, 2, 3]) {
    for (const id of ["a", "b"]) board.put(courseOf(id, { events }), 0);
  }
  board.put(courseOf("a", { events: 4 }), 0);
  const { told, version } = changes(board, 0);
  expect(told).toEqual(["b 3 working", "a 4 working"]);
  expect(changes(board, version).told).toEqual([]);
  board.put(courseOf("c"), 0);
  expect(changes(board, version).told).toEqual(["c 1 working"]);
});

test("readers at one place share a chunk, for as long as nothing has changed and the log stands still", () => {
  const board = new AgentBoard();
  board.put(courseOf("a"), 0);
  const first = board.changesAfter(0, all, 7).bytes;
  expect(board.changesAfter(0, activitySelectionOf({}), 7).bytes).toBe(first);
  expect(String(board.changesAfter(0, activitySelectionOf({ agent_id: ["b"] }), 7).bytes)).toBe("null");
  expect(String(board.changesAfter(0, all, 8).bytes)).toMatch(/^id: 8\n/);
  board.put(courseOf("b"), 0);
  expect(board.changesAfter(0, all, 8).agents).toBe(2);
});

test("an agent that is told no otherwise than before is not told again", () => {
  const board = new AgentBoard();
  board.put(courseOf("a"), 0);
  const { version } = changes(board, 0);
  board.put(courseOf("a"), 1_000);
  expect(changes(board, version)).toEqual({ told: [], version });
});

test("silence changes an agent at its instant, once, and not one that has spoken since", () => {
  const board = new AgentBoard();
  board.put(courseOf("a"), 0);
  board.put(courseOf("b"), 0);
  board.put(courseOf("b", { atMs: 1_000, events: 2 }), 1_000);
  let { version } = changes(board, 0);
  board.passTime(idleAfterMs - 1);
  expect(changes(board, version).told).toEqual([]);
  board.passTime(idleAfterMs);
  board.passTime(idleAfterMs + 1);
  expect(changes(board, version).told).toEqual(["a 1 idle"]);
  ({ version } = changes(board, version));
  board.passTime(idleAfterMs + 1_000);
  expect(changes(board, version).told).toEqual(["b 2 idle"]);
});

test("a filter leaves out what it doesn't name, and its readers move on past it", () => {
  const board = new AgentBoard();
  board.put(courseOf("a", { source: "x" }), 0);
  board.put(courseOf("b", { source: "y" }), 0);
  board.put(courseOf("c", { source: "x" }), 0);
  expect(changes(board, 0, activitySelectionOf({ agent_id: ["a", "b"] })).told).toEqual(["a 1 working", "b 1 working"]);
  const { told, version } = changes(board, 0, activitySelectionOf({ agent_id: ["a", "b"], source: ["y"] }));
  expect(told).toEqual(["b 1 working"]);
  expect(version).toBe(board.version);
});

test("a reader gets many agents a piece at a time, all of them and each once, while they go on changing", () => {
  const board = new AgentBoard();
  for (let i = 0; i < 1_000; i++) board.put(courseOf(`agent-${i}`), 0);
  const first = changes(board, 0);
  expect(first.told.length).toBeLessThan(1_000);
  board.put(courseOf("agent-0", { events: 2 }), 0);
  board.put(courseOf("agent-999", { events: 2 }), 0);
  const told = [...first.told];
  let { version } = first;
  while (version < board.version) {
    const next = changes(board, version);
    told.push(...next.told);
    ({ version } = next);
  }
  expect(told).toHaveLength(1_001);
  expect(new Set(told.map((line) => line.split(" ", 1)[0])).size).toBe(1_000);
  expect(told.slice(-2)).toEqual(["agent-0 2 working", "agent-999 2 working"]);
});

test("of too many agents those that changed last are held", () => {
  const board = new AgentBoard(2);
  for (const id of ["a", "b", "a", "c"]) board.put(courseOf(id, { events: board.version + 1 }), 0);
  expect(changes(board, 0).told).toEqual(["a 3 working", "c 4 working"]);
});
