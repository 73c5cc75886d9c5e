import { describe, expect, test } from "vitest";
import type { AgentEvent } from "../contract/event";
import { projectAgentFacts, projectBudget } from "./agent-facts";
import { idleAfterMs, lostAfterMs, projectStatusCourse, saidLast, statusAt } from "./agent-state";
import { agentStateCases, of, ours, startMs, story, tool } from "./agent-state-cases";

function stateAt(events: readonly AgentEvent[], nowMs: number) {
  const course = projectStatusCourse(events);
  return course && statusAt(course, nowMs);
}

describe("an agent's state", () => {
  test("nothing is known without events", () => {
    expect(stateAt([], startMs)).toBeNull();
  });

  test.each(agentStateCases)("%s", (_, events, state, cursor) => {
    expect(stateAt(events, startMs + 10_000)).toMatchObject({ state, cursor });
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
    expect(stateAt(events, startMs + silentMs)).toMatchObject({ state });
  });

  test.each<[string, AgentEvent[], number[]]>([
    ["that works", story(of("task_started"), of("note")), [1_000, 1_000 + lostAfterMs]],
    ["that does nothing in particular", story(of("note")), [0, idleAfterMs]],
    ["that ended its turn", story(of("turn.started"), of("turn.completed")), [1_000]],
    ["that waits", story(of("permission.requested")), [0]],
    ["that ended its task", story(of("task_completed")), [0]],
  ])("what silence will make of an agent %s is known beforehand", (_, events, sinceStartMs) => {
    const course = projectStatusCourse(events) ?? [];
    expect(course.map(({ fromMs }) => fromMs - startMs)).toEqual(sinceStartMs);
  });

  test("what is started again counts from then", () => {
    const events = story(
      of("task_started", { task_id: "t" }),
      of("turn.started"),
      of("task_started", { task_id: "t" }),
    );
    expect(stateAt(events, startMs + 10_000)).toMatchObject({ since: new Date(startMs + 1_000).toISOString() });
  });

  test("before its first instant, by a clock that is behind, a status holds all the same", () => {
    expect(stateAt(story(of("task_started")), startMs - 60_000)).toMatchObject({ state: "working" });
  });

  test("a clock that runs ahead doesn't keep an agent alive", () => {
    const events = story(of("operation_allowed", { timestamp: "2026-11-17T20:00:00.000000Z" }));
    expect(stateAt(events, startMs + idleAfterMs)).toMatchObject({ state: "idle" });
  });
});

describe("an agent's facts", () => {
  test("labels are what people said last; a deletion takes them back, and hides the agent until it is heard of", () => {
    const events = story(
      of("agent_updated", { metadata: { display_name: "Nobody's word" } }),
      ours("agent_updated", { display_name: "Loader", tags: ["a", 7, "b"], owner: 3 }),
      ours("agent_updated", { display_name: null, archived: true }),
      ours("agent_deleted"),
      ours("agent_updated", { owner: "Ana" }),
      of("note"),
    );
    const labels = (count: number) => {
      const facts = projectAgentFacts(events.slice(0, count));
      return [facts?.display_name, facts?.owner, facts?.tags, facts?.archived, facts?.deleted ?? false];
    };
    expect([1, 2, 3, 4, 5, 6].map(labels)).toEqual([
      [null, null, [], false, false],
      ["Loader", null, ["a", "b"], false, false],
      [null, null, ["a", "b"], true, false],
      [null, null, [], false, true],
      [null, "Ana", [], false, true],
      [null, "Ana", [], false, false],
    ]);
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

test.each([
  ["lost", of("task_started"), lostAfterMs],
  ["idle", of("note"), idleAfterMs],
  ["working", of("note"), 0],
])("what an agent said last is told without the silence after it: %s", (state, event, silentMs) => {
  const now = stateAt(story(event), startMs);
  const later = stateAt(story(event), startMs + silentMs);
  expect(later?.state).toBe(state);
  expect(saidLast(later?.reason ?? "")).toBe(now?.reason);
});
