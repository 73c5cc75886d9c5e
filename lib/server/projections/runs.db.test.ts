import fc from "fast-check";
import { expect, test } from "vitest";
import type { BudgetPoint } from "@/lib/contract/budget";
import type { AgentEvent } from "@/lib/contract/event";
import { projectActions, projectTools } from "@/lib/timeline/actions";
import { drawTogether, projectBudgets } from "@/lib/timeline/budgets";
import { projectPermissions } from "@/lib/timeline/permissions";
import { projectSessions } from "@/lib/timeline/sessions";
import { projectDurations, projectTasks } from "@/lib/timeline/tasks";
import { projectTraces } from "@/lib/timeline/traces";
import { pool } from "../db/pool";
import { appendEvents } from "../store/append-events";
import { decodeEvent } from "../store/event-row";
import { pageEvents } from "../store/page-events";
import { anyRunDraft } from "../testing/any-run-draft";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { actionsProjection } from "./actions";
import { advance } from "./advance";
import { budgetsProjection } from "./budgets";
import { catchUp } from "./catch-up";
import type { ListPage, ListQuery } from "./list-query";
import { permissionsProjection } from "./permissions";
import type { Projection } from "./projection";
import { pageActions, readSessionTools } from "./read-actions";
import { pageBudgets, readBudgetSeries } from "./read-budgets";
import { pagePermissions } from "./read-permissions";
import { pageSessions } from "./read-sessions";
import { pageTasks } from "./read-tasks";
import { pageTraces } from "./read-traces";
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

/** All items of a list, by pages of `limit`. */
async function readAll<T>(
  page: (workspaceId: number, query: ListQuery) => Promise<ListPage<T>>,
  workspaceId: number,
  limit: number,
): Promise<T[]> {
  const all: T[] = [];
  for (let before: number | undefined; ; ) {
    const { items, hasMore, last } = await page(workspaceId, { limit, before, filter: {} });
    all.push(...items);
    if (!hasMore) return all;
    before = last ?? undefined;
  }
}

async function readLog(workspaceId: number): Promise<AgentEvent[]> {
  const { events } = await pageEvents(workspaceId, {}, { order: "asc", limit: 10_000 });
  return events.map(decodeEvent);
}

async function readDurations(workspaceId: number) {
  const { rows } = await pool("query").query<{ agent_id: string; duration_ms: number }>(
    "SELECT agent_id, duration_ms FROM task_durations WHERE workspace_id = $1 ORDER BY cursor",
    [workspaceId],
  );
  return rows.map(({ agent_id, duration_ms }) => [agent_id, duration_ms]);
}

const newestFirst = <T>(items: Iterable<T>, placeOf: (item: T) => number) =>
  [...items].sort((a, b) => placeOf(b) - placeOf(a));

/** The course of a budget by its times, whole and in a part of them, drawn together where there are too many points. */
async function expectSeries(
  workspaceId: number,
  agentId: string,
  { points, pointsMax }: { points: BudgetPoint[]; pointsMax: number },
) {
  const part = { since: "2026-01-01T00:02:00.000000Z", until: "2026-01-01T00:08:00.000000Z" };
  for (const { since, until } of [part, { since: undefined, until: undefined }]) {
    // Equal times stay in the order of their cursors.
    const own = points
      .filter(({ at }) => (since === undefined || at >= since) && (until === undefined || at < until))
      .sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
    const { series, bucketMs } = await readBudgetSeries(workspaceId, agentId, { pointsMax, since, until });
    expect(series.length).toBeLessThanOrEqual(pointsMax);
    expect(bucketMs === null).toBe(own.length <= pointsMax);
    expect(series).toEqual(bucketMs === null ? own : drawTogether(own, bucketMs));
  }
}

/** Holds every read model against the naive fold of the log. Answers how many things there were. */
async function expectFolds(id: number, limit: number): Promise<number> {
  const log = await readLog(id);
  const byCursor = ({ cursor }: { cursor: number }) => cursor;
  const byFirst = ({ first_cursor }: { first_cursor: number }) => first_cursor;
  const tasks = newestFirst(projectTasks(log).values(), byCursor);
  expect(await readAll(pageTasks, id, limit)).toEqual(tasks);
  expect(await readDurations(id)).toEqual(projectDurations(log));
  const sessions = newestFirst(projectSessions(log).values(), byCursor);
  expect(await readAll(pageSessions, id, limit)).toEqual(sessions);
  const traces = projectTraces(log);
  const told = await readAll(pageTraces, id, limit);
  expect(new Map(told.map((trace) => [trace.trace_id, trace]))).toEqual(traces);
  expect(told.map(byCursor)).toEqual(newestFirst(traces.values(), byCursor).map(byCursor));
  const actions = newestFirst(projectActions(log).values(), byFirst);
  expect(await readAll(pageActions, id, limit)).toEqual(actions);
  const tools = projectTools(log);
  for (const { session_id } of sessions) {
    const uses = (await readSessionTools(id, session_id)).map(({ tool_name, uses }) => [tool_name, uses] as const);
    expect(new Map(uses)).toEqual(tools.get(session_id) ?? new Map());
  }
  const permissions = newestFirst(projectPermissions(log).values(), byCursor);
  expect(await readAll(pagePermissions, id, limit)).toEqual(permissions);
  const courses = newestFirst(projectBudgets(log).values(), ({ budget }) => budget.cursor);
  expect(await readAll(pageBudgets, id, limit)).toEqual(courses.map(({ budget }) => budget));
  for (const { budget, points } of courses) await expectSeries(id, budget.agent_id, { points, pointsMax: limit });
  return tasks.length + sessions.length + told.length + actions.length + permissions.length + courses.length;
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
        things += await expectFolds(id, limit);
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
  expect(await expectFolds(id, 100)).toBeGreaterThan(30);
});
