import fc from "fast-check";
import { expect, test } from "vitest";
import type { AgentEvent } from "@/lib/contract/event";
import { wholeReach } from "@/lib/contract/reach";
import { appendEvents } from "../store/append-events";
import { decodeEvent } from "../store/event-row";
import { pageEvents } from "../store/page-events";
import { anyRunDraft } from "../testing/any-run-draft";
import { expectFolds } from "../testing/expect-folds";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { actionsProjection } from "./actions";
import { advance } from "./advance";
import { budgetsProjection } from "./budgets";
import { catchUp } from "./catch-up";
import { wholeModels } from "./models";
import { permissionsProjection } from "./permissions";
import type { Projection } from "./projection";
import { sessionsProjection } from "./sessions";
import { tasksProjection } from "./tasks";
import { tracesProjection } from "./traces";

withTestDatabase();

const projections = [
  tasksProjection,
  sessionsProjection,
  tracesProjection,
  actionsProjection,
  permissionsProjection,
  budgetsProjection,
];

/** Fails as the process or the database would in the middle of a step: with everything done but the commit. */
const crashing = (projection: Projection): Projection => ({
  ...projection,
  statements: [...projection.statements, "SELECT 1 / 0 FROM logs WHERE workspace_id = $1 AND $2::bigint < $3::bigint"],
});

async function expectCrash(id: number, projection: Projection, eventsMax: number): Promise<void> {
  const crash = await advance(id, crashing(projection), { eventsMax }).then(
    ({ state }) => state,
    ({ code }) => code,
  );
  // Division by zero is the crash that was asked for; any other is a statement that an event made fail.
  expect(["22012", "dry"]).toContain(crash);
}

async function readLog(workspaceId: number): Promise<AgentEvent[]> {
  const { events } = await pageEvents(wholeReach(workspaceId), {}, { order: "asc", limit: 10_000 });
  return events.map(decodeEvent);
}

test("Tasks, sessions, traces, actions, permissions and budgets are the naive fold of the log, however it is cut and whichever steps crash.", {
  timeout: 120_000,
}, async () => {
  const stretch = fc.record({
    drafts: fc.array(anyRunDraft, { maxLength: 60, size: "max" }),
    steps: fc.array(
      fc.record({ eventsMax: fc.integer({ min: 1, max: 40 }), crashes: fc.nat(projections.length - 1) }),
      {
        maxLength: 3,
      },
    ),
  });
  let things = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(stretch, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 5 }),
      async (stretches, limit) => {
        const { id } = await createTestWorkspace();
        for (const { drafts, steps } of stretches) {
          if (drafts.length > 0) await appendEvents(id, drafts);
          for (const { eventsMax, crashes } of steps) {
            for (const [index, projection] of projections.entries()) {
              if (index === crashes) await expectCrash(id, projection, eventsMax);
              await advance(id, projection, { eventsMax });
            }
          }
        }
        await catchUp(id, { projections });
        things += await expectFolds(wholeModels(id), await readLog(id), limit);
      },
    ),
    { numRuns: 12 },
  );
  expect(things).toBeGreaterThan(50);
});

test("A long log is folded to the same, a few events at a time.", { timeout: 120_000 }, async () => {
  const { id } = await createTestWorkspace();
  await appendEvents(id, fc.sample(anyRunDraft, { numRuns: 500, seed: 1 }));
  await catchUp(id, { projections, eventsMax: 20 });
  expect(await expectFolds(wholeModels(id), await readLog(id), 100)).toBeGreaterThan(30);
});
