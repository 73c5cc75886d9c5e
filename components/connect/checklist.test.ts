import { expect, test } from "vitest";
import { checklistOf } from "./checklist";
import { guides } from "./guides";

const arrivals = (...kinds: string[]) =>
  new Map(kinds.map((kind) => [kind, { count: 2, last: "2026-11-21T10:00:00.000000Z", isMore: false }]));
const states = (id: string, ...kinds: string[]) =>
  Object.fromEntries(
    checklistOf(guides.find((guide) => guide.id === id)?.expected ?? [], arrivals(...kinds)).map((check) => [
      check.label,
      check.state,
    ]),
  );

test("what came has arrived, what comes before it is missing, and the rest is waited for", () => {
  expect(states("claude-code", "turn.started", "tool.started")).toMatchObject({
    SessionStart: "missing",
    UserPromptSubmit: "arrived",
    PreToolUse: "arrived",
    PostToolUse: "waiting",
    Stop: "waiting",
    SubagentStart: "waiting",
  });
});

test("while nothing came nothing is missing yet", () => {
  for (const { id, expected } of guides) {
    expect(Object.values(states(id))).toEqual(expected.map(() => "waiting"));
  }
});

test("whatever may be missing says why", () => {
  for (const { expected } of guides) {
    for (const { isDue, reason } of expected) expect(reason === undefined).toBe(isDue === undefined);
  }
});
