import { describe, expect, test } from "vitest";
import type { Agent } from "../contract/agent";
import type { AgentState } from "../contract/states";
import { type AgentChoice, type AgentSort, countStates, isChosen, keepOrder, orderAgents } from "./select-agents";

type Made = { state?: AgentState; since?: string; cursor?: number; errors?: number; left?: number | null } & Partial<
  Pick<Agent, "display_name" | "agent_name" | "agent_role" | "source" | "owner" | "tags" | "archived" | "deleted">
>;

const made = (agent_id: string, { state = "working", since = "10:00", cursor = 1, errors = 0, ...rest }: Made = {}) => {
  const { left = null, ...labels } = rest;
  return {
    agent_id,
    cursor,
    tags: [],
    status: { state, since: `2026-11-21T${since}:00.000Z` },
    counts: { events: 10, errors, denials: 0 },
    budget: left === null ? null : { remaining: left, limit: 100, spent: null, unit: null },
    ...labels,
  } as unknown as Agent;
};
const ids = (agents: readonly Agent[]) => agents.map(({ agent_id }) => agent_id).join(" ");
const everybody: AgentChoice = { states: [], roles: [], sources: [], text: "", archived: false };

describe("order", () => {
  const agents = [
    made("b10", { state: "idle", since: "08:00", cursor: 9, left: 50 }),
    made("b9", { state: "waiting", since: "09:30", cursor: 8 }),
    made("c", { state: "waiting", since: "09:00", cursor: 7, left: 5 }),
    made("d", { state: "working", since: "09:00", cursor: 6 }),
    made("a", { state: "working", since: "09:59", cursor: 5, errors: 3 }),
    made("e", { state: "lost", since: "07:00", cursor: 4 }),
    made("f", { state: "failed", since: "07:00", cursor: 3 }),
  ];
  test.each<[AgentSort, string]>([
    ["attention", "c b9 f e a d b10"],
    ["seen", "b10 b9 c d a e f"],
    ["name", "a b9 b10 c d e f"],
    ["errors", "a b10 b9 c d e f"],
    ["budget", "c b10 b9 d a e f"],
  ])("by %s", (sort, expected) => {
    expect(ids(orderAgents(agents, sort))).toBe(expected);
  });

  test("an order that was taken is kept, and what is new comes last", () => {
    expect(ids(keepOrder([made("x"), made("a"), made("b")], ["b", "gone", "a"]))).toBe("b a x");
  });

  test("states are counted in the order in which they matter", () => {
    const counted = countStates(agents).map(({ state, count }) => `${state} ${count}`);
    expect(counted).toEqual(["waiting 2", "failed 1", "lost 1", "working 2", "idle 1"]);
  });
});

describe("choice", () => {
  const coder = made("7f3a", {
    agent_name: "Coder",
    agent_role: "writer",
    source: "codex",
    owner: "Ana",
    tags: ["night"],
  });
  test.each<[string, Partial<AgentChoice>, boolean]>([
    ["everybody", {}, true],
    ["any of its states", { states: ["lost", "working"] }, true],
    ["another state", { states: ["lost"] }, false],
    ["its role and source", { roles: ["writer"], sources: ["codex", "claude-code"] }, true],
    ["another source", { sources: ["claude-code"] }, false],
    ["a part of its name, in any case", { text: " cOD " }, true],
    ["its id", { text: "7f3" }, true],
    ["its owner", { text: "ana" }, true],
    ["a tag", { text: "nig" }, true],
    ["no text of its own", { text: "reviewer" }, false],
  ])("%s", (_, choice, expected) => {
    expect(isChosen(coder, { ...everybody, ...choice })).toBe(expected);
  });

  test("archived agents are shown on request, deleted ones never", () => {
    expect(isChosen(made("a", { archived: true }), everybody)).toBe(false);
    expect(isChosen(made("a", { archived: true }), { ...everybody, archived: true })).toBe(true);
    expect(isChosen(made("a", { deleted: true }), { ...everybody, archived: true })).toBe(false);
  });
});
