import { expect, test } from "vitest";
import { type BudgetList, type BudgetSeries, budgetList, budgetSeries } from "@/lib/contract/budget";
import { type PermissionList, permissionList } from "@/lib/contract/permission";
import type { Problem } from "@/lib/contract/problem";
import { catchUp } from "../projections/catch-up";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { budgetEndpoint, budgetsEndpoint } from "./budgets";
import { ingestEndpoint } from "./ingest";
import { permissionsEndpoint } from "./permissions";

withTestDatabase();

const start = Date.parse("2026-01-05T10:00:00Z");

/** Stores events a minute apart, and lets the read models follow. */
async function store(workspace: TestWorkspace, events: Record<string, unknown>[]): Promise<void> {
  const body = events.map((event, index) => ({
    timestamp: new Date(start + index * 60_000).toISOString(),
    ...event,
  }));
  expect((await call(ingestEndpoint, { method: "POST", key: workspace.key, body })).status).toBe(200);
  await catchUp(workspace.id);
}

const read = async <T>(workspace: TestWorkspace, query: string, table = permissionsEndpoint) =>
  jsonOf<T>(await call(table, { key: workspace.key, target: `/?${query}` }));

test("Permissions are a matrix of agents and operations, narrowed and paged.", async () => {
  const [workspace, other] = [await createTestWorkspace(), await createTestWorkspace()];
  await store(workspace, [
    { event_type: "operation_allowed", agent_id: "a", operation: "read" },
    { event_type: "operation_denied", agent_id: "a", operation: "drop", status: "denied", metadata: { reason: "no" } },
    { event_type: "operation_allowed", agent_id: "b", operation: "drop" },
    { event_type: "operation_allowed", agent_id: "a", operation: "drop" },
  ]);
  const all = await read<PermissionList>(workspace, "");
  expect(permissionList.parse(all)).toEqual(all);
  expect(all.permissions).toMatchObject([
    {
      agent_id: "a",
      operation: "drop",
      allowed: 1,
      denied: 1,
      last_denial: { at: "2026-01-05T10:01:00.000000Z", reason: "no", cursor: 2 },
    },
    { agent_id: "b", operation: "drop", allowed: 1, denied: 0, last_denial: null },
    { agent_id: "a", operation: "read", allowed: 1, denied: 0, last_denial: null },
  ]);
  const counted = async (query: string) => (await read<PermissionList>(workspace, query)).permissions.length;
  expect(await counted("agent_id=a")).toBe(2);
  expect(await counted("operation=drop&agent_id=b")).toBe(1);
  expect(await counted("since=2026-01-05T10:02:00Z")).toBe(2);
  const { next } = await read<PermissionList>(workspace, "operation=drop,read&limit=2");
  expect((await read<PermissionList>(workspace, next?.split("?")[1] ?? "")).permissions).toMatchObject([
    { operation: "read" },
  ]);
  expect((await read<PermissionList>(other, "")).permissions).toEqual([]);
  const unknown = await call(permissionsEndpoint, { key: workspace.key, target: "/?session_id=s" });
  expect(jsonOf<Problem>(unknown).errors?.[0]?.path).toBe("session_id");
});

test("A budget is its newest update, with its course; a long one is drawn together and says so.", async () => {
  const [workspace, other] = [await createTestWorkspace(), await createTestWorkspace()];
  const agent_id = "a/1 %";
  const updates = Array.from({ length: 20 }, (_, i) => ({
    remaining: 100 - i,
    limit: 100,
    deducted: 0.1,
    unit: "usd",
  }));
  await store(
    workspace,
    updates.map((metadata) => ({ event_type: "budget_updated", agent_id, metadata })),
  );
  await store(workspace, [{ event_type: "budget_updated", agent_id: "b", metadata: { remaining: 1 } }]);
  const list = await read<BudgetList>(workspace, "", budgetsEndpoint);
  expect(budgetList.parse(list)).toEqual(list);
  expect(list.budgets.map((budget) => [budget.agent_id, budget.remaining, budget.spent])).toEqual([
    ["b", 1, null],
    [agent_id, 81, 2],
  ]);
  const course = async (query: string) => {
    const answer = await call(budgetEndpoint, { key: workspace.key, params: { agent_id }, target: `/?${query}` });
    expect(answer.status).toBe(200);
    return jsonOf<BudgetSeries>(answer);
  };
  const whole = await course("");
  expect(budgetSeries.parse(whole)).toEqual(whole);
  expect(whole).toMatchObject({ agent_id, remaining: 81, limit: 100, unit: "usd", updates: 20, bucket_ms: null });
  expect(whole.series.map(({ remaining }) => remaining)).toEqual(updates.map(({ remaining }) => remaining));
  expect(whole.series[2]).toMatchObject({ at: "2026-01-05T10:02:00.000000Z", spent: 0.3, updates: 1 });
  const part = await course("since=2026-01-05T10:05:00Z&until=2026-01-05T10:07:00Z");
  expect(part.series.map(({ remaining }) => remaining)).toEqual([95, 94]);
  expect((await course("since=1h")).series).toEqual([]);
  const drawn = await course("points=4");
  expect(drawn.bucket_ms).toBe(285_001);
  expect(drawn.series).toMatchObject([
    { at: "2026-01-05T10:04:00.000000Z", remaining: 96, min_remaining: 96, max_remaining: 100, updates: 5 },
    { remaining: 91, min_remaining: 91, max_remaining: 95, updates: 5 },
    { remaining: 86, updates: 5 },
    { at: "2026-01-05T10:19:00.000000Z", remaining: 81, spent: 2, updates: 5 },
  ]);
  for (const query of ["points=0", "points=1001", "since=soon", "limit=5"]) {
    const answer = await call(budgetEndpoint, { key: workspace.key, params: { agent_id }, target: `/?${query}` });
    expect(answer.status).toBe(400);
    expect(jsonOf<Problem>(answer).errors?.map(({ path }) => path)).toEqual([query.split("=", 1)[0]]);
  }
  expect((await call(budgetEndpoint, { key: other.key, params: { agent_id } })).status).toBe(404);
});
