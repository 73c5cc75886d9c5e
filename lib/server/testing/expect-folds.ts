import { expect } from "vitest";
import type { BudgetPoint } from "@/lib/contract/budget";
import type { AgentEvent } from "@/lib/contract/event";
import { projectActions, projectTools } from "@/lib/timeline/actions";
import { drawTogether, projectBudgets } from "@/lib/timeline/budgets";
import { projectPermissions } from "@/lib/timeline/permissions";
import { projectSessions } from "@/lib/timeline/sessions";
import { projectDurations, projectTasks } from "@/lib/timeline/tasks";
import { projectTraces } from "@/lib/timeline/traces";
import type { ListPage, ListQuery } from "../projections/list-query";
import { type ModelsId, poolOf } from "../projections/models";
import { pageActions, readSessionTools } from "../projections/read-actions";
import { pageBudgets, readBudgetSeries } from "../projections/read-budgets";
import { pagePermissions } from "../projections/read-permissions";
import { pageSessions } from "../projections/read-sessions";
import { pageTasks } from "../projections/read-tasks";
import { pageTraces } from "../projections/read-traces";

/** All items of a list, by pages of `limit`. */
async function readAll<T>(
  page: (models: ModelsId, query: ListQuery) => Promise<ListPage<T>>,
  models: ModelsId,
  limit: number,
): Promise<T[]> {
  const all: T[] = [];
  for (let before: number | undefined; ; ) {
    const { items, hasMore, last } = await page(models, { limit, before, filter: {} });
    all.push(...items);
    if (!hasMore) return all;
    before = last ?? undefined;
  }
}

async function readDurations(models: ModelsId) {
  const { rows } = await poolOf(models).query<{ agent_id: string; duration_ms: number }>(
    "SELECT agent_id, duration_ms FROM task_durations WHERE workspace_id = $1 ORDER BY cursor",
    [models],
  );
  return rows.map(({ agent_id, duration_ms }) => [agent_id, duration_ms]);
}

const newestFirst = <T>(items: Iterable<T>, placeOf: (item: T) => number) =>
  [...items].sort((a, b) => placeOf(b) - placeOf(a));

/** The course of a budget by its times, whole and in a part of them, drawn together where there are too many points. */
async function expectSeries(
  models: ModelsId,
  agentId: string,
  { points, pointsMax }: { points: BudgetPoint[]; pointsMax: number },
) {
  const part = { since: "2026-01-01T00:02:00.000000Z", until: "2026-01-01T00:08:00.000000Z" };
  for (const { since, until } of [part, { since: undefined, until: undefined }]) {
    // Equal times stay in the order of their cursors.
    const own = points
      .filter(({ at }) => (since === undefined || at >= since) && (until === undefined || at < until))
      .sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
    const { series, bucketMs } = await readBudgetSeries(models, agentId, { pointsMax, since, until });
    expect(series.length).toBeLessThanOrEqual(pointsMax);
    expect(bucketMs === null).toBe(own.length <= pointsMax);
    expect(series).toEqual(bucketMs === null ? own : drawTogether(own, bucketMs));
  }
}

/** Holds every read model against the naive fold of a log, or of the part of one. Answers how many things there were. */
export async function expectFolds(models: ModelsId, log: readonly AgentEvent[], limit: number): Promise<number> {
  const byCursor = ({ cursor }: { cursor: number }) => cursor;
  const byFirst = ({ first_cursor }: { first_cursor: number }) => first_cursor;
  const tasks = newestFirst(projectTasks(log).values(), byCursor);
  expect(await readAll(pageTasks, models, limit)).toEqual(tasks);
  expect(await readDurations(models)).toEqual(projectDurations(log));
  const sessions = newestFirst(projectSessions(log).values(), byCursor);
  expect(await readAll(pageSessions, models, limit)).toEqual(sessions);
  const traces = projectTraces(log);
  const told = await readAll(pageTraces, models, limit);
  expect(new Map(told.map((trace) => [trace.trace_id, trace]))).toEqual(traces);
  expect(told.map(byCursor)).toEqual(newestFirst(traces.values(), byCursor).map(byCursor));
  const actions = newestFirst(projectActions(log).values(), byFirst);
  expect(await readAll(pageActions, models, limit)).toEqual(actions);
  const tools = projectTools(log);
  for (const { session_id } of sessions) {
    const uses = (await readSessionTools(models, session_id)).map(({ tool_name, uses }) => [tool_name, uses] as const);
    expect(new Map(uses)).toEqual(tools.get(session_id) ?? new Map());
  }
  const permissions = newestFirst(projectPermissions(log).values(), byCursor);
  expect(await readAll(pagePermissions, models, limit)).toEqual(permissions);
  const courses = newestFirst(projectBudgets(log).values(), ({ budget }) => budget.cursor);
  expect(await readAll(pageBudgets, models, limit)).toEqual(courses.map(({ budget }) => budget));
  for (const { budget, points } of courses) await expectSeries(models, budget.agent_id, { points, pointsMax: limit });
  return tasks.length + sessions.length + told.length + actions.length + permissions.length + courses.length;
}
