import { expect, test } from "vitest";
import type { Agent } from "../contract/agent";
import type { AgentState } from "../contract/states";
import { needsOf } from "./needs";
import { noteEvent } from "./note-event";

const nowMs = Date.parse("2026-11-21T14:00:00Z");
const at = (minutesAgo: number) => new Date(nowMs - minutesAgo * 60_000).toISOString();
const agent = (agent_id: string, state: AgentState, minutesAgo: number) =>
  ({ agent_id, status: { state, reason: "said", since: at(minutesAgo), cursor: 1 } }) as Agent;
const denial = (agent_id: string | null, minutesAgo: number, cursor = 1) =>
  noteEvent(cursor, at(minutesAgo), { agent_id, status: "denied" });
const show = ({ needs, older }: ReturnType<typeof needsOf>) => ({
  needs: needs.map((need) =>
    need.kind === "denied" ? `${need.newest.agent_id} denied ${need.count}` : `${need.agent.agent_id} ${need.kind}`,
  ),
  older,
});

test("what needs a person: waiting, failed, lost and denied, the oldest first, and nothing else", () => {
  const agents = [
    agent("a", "waiting", 4),
    agent("b", "lost", 31),
    agent("c", "working", 50),
    agent("d", "failed", 18),
    agent("e", "idle", 60),
    agent("f", "done", 60),
  ];
  const denials = [denial("c", 1, 3), denial("c", 9, 2), denial("z", 2)];
  expect(show(needsOf({ agents, denials, nowMs }))).toEqual({
    needs: ["b lost", "d failed", "c denied 2", "a waiting", "z denied 1"],
    older: 0,
  });
});

test("denials tell which agent they were, and which of them was the newest", () => {
  const known = agent("c", "working", 50);
  const [need] = needsOf({ agents: [known], denials: [denial("c", 1, 3), denial("c", 9, 2)], nowMs }).needs;
  expect(need).toMatchObject({ agent: known, newest: { cursor: 3 }, sinceMs: nowMs - 9 * 60_000 });
});

test("an agent that has failed already isn't told again for what was denied to it; what names no agent is told too", () => {
  const denials = [denial("a", 1), denial(null, 1)];
  expect(show(needsOf({ agents: [agent("a", "failed", 2)], denials, nowMs })).needs).toEqual([
    "a failed",
    "null denied 1",
  ]);
});

test("what has stood so for over a week is only counted", () => {
  const week = 7 * 24 * 60;
  const agents = [agent("old", "lost", week + 1), agent("young", "lost", week - 1)];
  expect(show(needsOf({ agents, denials: [], nowMs }))).toEqual({ needs: ["young lost"], older: 1 });
});
