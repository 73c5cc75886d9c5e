import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { pool } from "../db/pool";
import { counting, createCountingTable, fillLog, readCounts } from "../testing/counting-projection";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { advance, advanceTogether } from "./advance";
import { findBehind } from "./behind";
import { catchUp } from "./catch-up";
import type { Projection } from "./projection";
import { markForRebuild } from "./rebuild";

withTestDatabase();
beforeAll(createCountingTable);

/** Fails as the process or the database would in the middle of a step: with everything done but the commit. */
const crashing: Projection = {
  ...counting,
  statements: [...counting.statements, "SELECT 1 / 0 FROM logs WHERE workspace_id = $1 AND $2::bigint < $3::bigint"],
};

test("Each event counts once, however the log is cut and whichever steps crash.", async () => {
  const stretch = fc.record({
    events: fc.integer({ min: 0, max: 30 }),
    steps: fc.array(fc.integer({ min: 1, max: 12 })),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(stretch, { maxLength: 5 }), async (stretches) => {
      const { id } = await createTestWorkspace();
      for (const { events, steps } of stretches) {
        await fillLog(id, events);
        for (const eventsMax of steps) {
          const crash = await advance(id, crashing, { eventsMax }).then(
            ({ state }) => state,
            () => "crashed",
          );
          expect(["crashed", "dry"]).toContain(crash);
          await advance(id, counting, { eventsMax });
        }
      }
      await catchUp(id, { projections: [counting] });
      const { model, log } = await readCounts(id);
      expect(model).toEqual(log);
    }),
    { numRuns: 20 },
  );
});

test("Read models that go together have all moved, or none has.", async () => {
  const { id } = await createTestWorkspace();
  await fillLog(id, 50);
  const other = { ...counting, name: "other", tables: [], statements: [] };
  const failing = { ...crashing, name: "failing" };
  await expect(advanceTogether(id, [counting, other, failing])).rejects.toThrow("division by zero");
  expect((await readCounts(id)).model).toEqual([]);
  // Each from where it stands.
  await advance(id, counting, { eventsMax: 20 });
  expect(await advanceTogether(id, [other, counting], { eventsMax: 25 })).toEqual([
    { state: "moved", cursor: 25, head: 50 },
    { state: "moved", cursor: 45, head: 50 },
  ]);
  await advanceTogether(id, [counting, other], { eventsMax: 25 });
  expect(await advanceTogether(id, [counting, other])).toEqual([
    { state: "dry", cursor: 50 },
    { state: "dry", cursor: 50 },
  ]);
  const { model, log } = await readCounts(id);
  expect(model).toEqual(log);
});

test("A statement with a condition runs for those ranges that hold such an event.", async () => {
  const { id } = await createTestWorkspace();
  await fillLog(id, 20);
  const [text] = counting.statements;
  const choosy: Projection = { ...counting, statements: [{ text, when: "e.agent_id = 'a6' AND e.cursor > 10" }] };
  await advance(id, choosy, { eventsMax: 10 });
  expect((await readCounts(id)).model).toEqual([]);
  await advance(id, choosy, { eventsMax: 10 });
  expect((await readCounts(id)).model.reduce((sum, { events }) => sum + events, 0)).toBe(10);
});

test("Instances that fold the same log at once share the work and fold nothing twice.", async () => {
  const { id } = await createTestWorkspace();
  await fillLog(id, 600);
  let moved = 0;
  const instance = async () => {
    for (;;) {
      const step = await advance(id, counting, { eventsMax: 7 });
      if (step.state === "moved") moved += 1;
      if (step.state === "dry") return;
    }
  };
  await Promise.all([instance(), instance(), instance(), catchUp(id, { projections: [counting], eventsMax: 5 })]);
  expect(moved).toBeLessThanOrEqual(Math.ceil(600 / 5));
  const { model, log } = await readCounts(id);
  expect(model).toEqual(log);
});

test("A raised version empties the workspace's rows and begins again; an older program leaves newer tables alone.", async () => {
  const [mine, other] = [await createTestWorkspace(), await createTestWorkspace()];
  for (const { id } of [mine, other]) {
    await fillLog(id, 50);
    await catchUp(id, { projections: [counting] });
  }
  await pool("query").query("UPDATE counting SET events = 1000 WHERE workspace_id = ANY ($1)", [[mine.id, other.id]]);
  const raised = { ...counting, version: 2 };
  expect(await advance(mine.id, raised, { eventsMax: 20 })).toEqual({ state: "moved", cursor: 20, head: 50 });
  expect(await advance(mine.id, counting)).toEqual({ state: "outdated" });
  await catchUp(mine.id, { projections: [raised] });
  const { model, log } = await readCounts(mine.id);
  expect(model).toEqual(log);
  expect((await readCounts(other.id)).model.every(({ events }) => events === 1_000)).toBe(true);
});

test("A rebuild gives the same; it begins at the log's floor.", async () => {
  const { id } = await createTestWorkspace();
  await fillLog(id, 50);
  await catchUp(id, { projections: [counting] });
  const before = await readCounts(id);
  expect(await markForRebuild({ workspaceId: id, name: "counting" })).toBe(1);
  expect(await findBehind([counting])).toContainEqual(expect.objectContaining({ workspaceId: id, events: 50 }));
  await catchUp(id, { projections: [counting], eventsMax: 9 });
  expect(await readCounts(id)).toEqual(before);
  await pool("query").query("DELETE FROM events WHERE workspace_id = $1 AND cursor <= 30", [id]);
  await pool("query").query("UPDATE logs SET floor = 31 WHERE workspace_id = $1", [id]);
  expect(await advance(id, counting)).toEqual({ state: "dry", cursor: 50 });
  await markForRebuild({ workspaceId: id, name: undefined });
  expect(await advance(id, counting, { eventsMax: 5 })).toEqual({ state: "moved", cursor: 35, head: 50 });
  await catchUp(id, { projections: [counting] });
  const { model, log } = await readCounts(id);
  expect(model).toEqual(log);
});

test("A log that was put back to an earlier state is folded anew.", async () => {
  const { id } = await createTestWorkspace();
  await fillLog(id, 50);
  await catchUp(id, { projections: [counting] });
  await pool("query").query("DELETE FROM events WHERE workspace_id = $1 AND cursor > 10", [id]);
  await pool("query").query("UPDATE logs SET head = 10 WHERE workspace_id = $1", [id]);
  expect(await advance(id, counting)).toEqual({ state: "moved", cursor: 10, head: 10 });
  const { model, log } = await readCounts(id);
  expect(model).toEqual(log);
});

test("Of a workspace that is gone nothing is folded, and its cursors go with it.", async () => {
  const { id } = await createTestWorkspace();
  await fillLog(id, 3);
  await catchUp(id, { projections: [counting] });
  await pool("query").query("DELETE FROM workspaces WHERE id = $1", [id]);
  expect(await advance(id, counting)).toEqual({ state: "gone" });
  const { rows } = await pool("query").query("SELECT FROM projection_cursors WHERE workspace_id = $1", [id]);
  expect(rows).toEqual([]);
});
