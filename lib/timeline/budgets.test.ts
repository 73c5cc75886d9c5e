import fc from "fast-check";
import { expect, test } from "vitest";
import type { AgentEvent } from "../contract/event";
import { drawTogether, projectBudgets } from "./budgets";
import { noteEvent } from "./note-event";

const updates = (...metadata: AgentEvent["metadata"][]) =>
  metadata.map((each, index) =>
    noteEvent(index + 1, `2026-11-17T14:00:0${index}.000000Z`, { event_type: "budget_updated", metadata: each }),
  );
const courseOf = (...metadata: AgentEvent["metadata"][]) => projectBudgets(updates(...metadata)).get("a");

test.each<[string, AgentEvent["metadata"][], object]>([
  ["told in the first spelling", [{ remaining: 90, limit: 100 }], { remaining: 90, limit: 100, spent: null }],
  [
    "told in the others",
    [{ budget_remaining: 90, budgetLimit: 100, deducted: 10 }],
    { remaining: 90, limit: 100, spent: 10 },
  ],
  [
    "that tells a limit once",
    [{ limit: 100, unit: "usd" }, { remaining: 5 }],
    { limit: 100, unit: "usd", remaining: 5 },
  ],
  ["whose newest update tells no rest", [{ remaining: 5 }, { deducted: 1 }], { remaining: null, spent: 1 }],
  [
    "that is taken from and topped up",
    [{ delta: -10 }, { delta: 100 }, { deducted: 2.5 }],
    { spent: 12.5, updates: 3 },
  ],
  ["of which a deduction counts before a difference", [{ deducted: 3, delta: -10 }], { spent: 3 }],
  [
    "of odd values",
    [{ remaining: "lots", limit: null, deducted: -5, delta: [], unit: "" }],
    {
      remaining: null,
      limit: null,
      spent: null,
      unit: null,
    },
  ],
])("a budget %s", (_, metadata, expected) => {
  expect(courseOf(...metadata)?.budget).toMatchObject({ agent_id: "a", cursor: metadata.length, ...expected });
});

test("other events, and updates that name no agent, tell no budget", () => {
  const [update] = updates({ remaining: 1 });
  expect(projectBudgets([{ ...update, event_type: "note" } as AgentEvent]).size).toBe(0);
  expect(projectBudgets([{ ...update, agent_id: null } as AgentEvent]).size).toBe(0);
});

test("points drawn together keep the last, and the least and the most between", () => {
  const points = courseOf(
    { remaining: 9 },
    { remaining: 3, deducted: 6 },
    { remaining: 7 },
    {},
    { remaining: 1 },
  )?.points;
  expect(drawTogether(points ?? [], 3_000)).toMatchObject([
    { at: "2026-11-17T14:00:02.000000Z", remaining: 7, min_remaining: 3, max_remaining: 9, spent: 6, updates: 3 },
    { at: "2026-11-17T14:00:04.000000Z", remaining: 1, min_remaining: 1, max_remaining: 1, updates: 2 },
  ]);
});

test("drawing together loses no update and no extreme", () => {
  const metadata = fc.array(fc.record({ remaining: fc.integer() }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(metadata, fc.integer({ min: 1, max: 12_000 }), (told, bucketMs) => {
      const drawn = drawTogether(courseOf(...told)?.points ?? [], bucketMs);
      expect(drawn.reduce((sum, { updates }) => sum + updates, 0)).toBe(told.length);
      expect(Math.min(...drawn.map(({ min_remaining }) => min_remaining ?? Number.NaN))).toBe(
        Math.min(...told.map(({ remaining }) => remaining)),
      );
    }),
  );
});
