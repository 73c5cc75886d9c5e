import { describe, expect, test } from "vitest";
import type { Agent } from "../contract/agent";
import type { AgentState } from "../contract/states";
import { hearAgents, mergeAgents } from "./merge-agents";

/** An agent as its event with this cursor left it. */
const agentAt = (agent_id: string, cursor: number, state: AgentState = "working") =>
  ({ agent_id, cursor, status: { state, reason: "said", since: "2026-11-21T00:00:00.000Z", cursor } }) as Agent;

const toldOf = (...agents: Agent[]) => hearAgents(new Map(), agents);
const show = (agents: readonly Agent[]) =>
  agents.map(({ agent_id, status }) => `${agent_id} ${status.cursor} ${status.state}`);

const listed = [agentAt("c", 30), agentAt("b", 20), agentAt("a", 10)];

describe("a list of agents with what was told since", () => {
  test.each<[string, Agent[], boolean, string[]]>([
    ["nothing", [], true, ["c 30 working", "b 20 working", "a 10 working"]],
    ["one that spoke stays where it stood", [agentAt("a", 40)], true, ["c 30 working", "b 20 working", "a 40 working"]],
    ["what is older than the list", [agentAt("c", 29)], true, ["c 30 working", "b 20 working", "a 10 working"]],
    ["silence", [agentAt("b", 20, "idle")], true, ["c 30 working", "b 20 idle", "a 10 working"]],
    [
      "new ones come above, the newest first",
      [agentAt("d", 31), agentAt("e", 32)],
      true,
      ["e 32 working", "d 31 working", "c 30 working", "b 20 working", "a 10 working"],
    ],
    ["one of a page that is still to come", [agentAt("z", 5)], false, ["c 30 working", "b 20 working", "a 10 working"]],
    [
      "one of a later page that has spoken",
      [agentAt("z", 33)],
      false,
      ["z 33 working", "c 30 working", "b 20 working", "a 10 working"],
    ],
  ])("%s", (_, agents, isWhole, expected) => {
    expect(show(mergeAgents(listed, toldOf(...agents), { isWhole }))).toEqual(expected);
  });

  test("a list that was read after silence had come due is not set back to work", () => {
    const silent = [agentAt("a", 10, "lost")];
    expect(show(mergeAgents(silent, toldOf(agentAt("a", 10)), { isWhole: true }))).toEqual(["a 10 lost"]);
  });

  test("the first agent of an empty workspace", () => {
    expect(show(mergeAgents([], toldOf(agentAt("a", 1)), { isWhole: true }))).toEqual(["a 1 working"]);
  });
});

test("what is told late changes nothing, and the same object says so", () => {
  const told = toldOf(agentAt("a", 10), agentAt("b", 20, "idle"));
  expect(hearAgents(told, [agentAt("a", 9), agentAt("b", 20)])).toBe(told);
  expect(show([...hearAgents(told, [agentAt("a", 10, "idle")]).values()])).toEqual(["a 10 idle", "b 20 idle"]);
});
