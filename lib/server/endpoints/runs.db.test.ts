import { expect, test } from "vitest";
import { type ActionList, actionList } from "@/lib/contract/action";
import type { Problem } from "@/lib/contract/problem";
import { type SessionDetail, type SessionList, sessionDetail, sessionList } from "@/lib/contract/session";
import { type Task, type TaskList, taskList, task as taskSchema } from "@/lib/contract/task";
import { type TraceList, type TracePage, traceList, tracePage } from "@/lib/contract/trace";
import type { MethodTable } from "../http/methods";
import { catchUp } from "../projections/catch-up";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { actionsEndpoint } from "./actions";
import { ingestEndpoint } from "./ingest";
import { sessionEndpoint, sessionsEndpoint } from "./sessions";
import { taskEndpoint, tasksEndpoint } from "./tasks";
import { traceEndpoint, tracesEndpoint } from "./traces";

withTestDatabase();

const start = Date.parse("2026-01-05T10:00:00Z");

/** Stores events a minute apart, and lets the read models follow. */
async function store(workspace: TestWorkspace, events: Record<string, unknown>[]): Promise<void> {
  const answer = await call(ingestEndpoint, {
    method: "POST",
    key: workspace.key,
    body: events.map((event, index) => ({
      event_type: "note",
      agent_id: "a",
      timestamp: new Date(start + index * 60_000).toISOString(),
      ...event,
    })),
  });
  expect(answer.status).toBe(200);
  await catchUp(workspace.id);
}

const get = async <T>(table: MethodTable, { key }: TestWorkspace, query = "", params: Record<string, string> = {}) => {
  const answer = await call(table, { key, target: `/?${query}`, params });
  expect([query, params, answer.status]).toEqual([query, params, 200]);
  return jsonOf<T>(answer);
};

test("A task is what its events say; ids may hold any characters.", async () => {
  const workspace = await createTestWorkspace();
  const task_id = "run/1 %2F?#é😀";
  await store(workspace, [
    { event_type: "task_started", task_id, session_id: "s", operation: "Deploy", project: "shop" },
    { event_type: "task_failed", task_id, status: "failure", metadata: { error: "no room" } },
  ]);
  const task = await get<Task>(taskEndpoint, workspace, "", { task_id });
  expect(taskSchema.parse(task)).toEqual(task);
  expect(task).toEqual({
    task_id,
    agent_id: "a",
    session_id: "s",
    parent_task_id: null,
    operation: "Deploy",
    project: "shop",
    source: null,
    state: "failed",
    started_at: "2026-01-05T10:00:00.000000Z",
    ended_at: "2026-01-05T10:01:00.000000Z",
    duration_ms: 60_000,
    attempts: 1,
    error: "no room",
    first_seen: "2026-01-05T10:00:00.000000Z",
    last_seen: "2026-01-05T10:01:00.000000Z",
    cursor: 2,
  });
});

test("A session is told with its agents, tools, usage and outcome.", async () => {
  const workspace = await createTestWorkspace();
  const of = (event: Record<string, unknown>) => ({ session_id: "s", source: "claude-code", ...event });
  await store(workspace, [
    of({ event_type: "session.started", project: "shop" }),
    of({ event_type: "tool.started", metadata: { tool_use_id: "u1", tool_name: "Bash" } }),
    of({ event_type: "tool.completed", agent_id: "a/1", metadata: { tool_use_id: "u1", tool_name: "Bash" } }),
    of({ metadata: { input_tokens: 100, output_tokens: 20, cost_usd: 0.1 } }),
    of({ metadata: { inputTokens: 5, costUsd: 0.2 }, status: "denied" }),
    of({ event_type: "session.ended" }),
  ]);
  const session = await get<SessionDetail>(sessionEndpoint, workspace, "", { session_id: "s" });
  expect(sessionDetail.parse(session)).toEqual(session);
  expect(session).toEqual({
    session_id: "s",
    agents: ["a", "a/1"],
    agents_total: 2,
    sources: ["claude-code"],
    projects: ["shop"],
    started_at: "2026-01-05T10:00:00.000000Z",
    last_seen: "2026-01-05T10:05:00.000000Z",
    ended_at: "2026-01-05T10:05:00.000000Z",
    duration_ms: 300_000,
    outcome: "done",
    counts: { events: 6, errors: 0, denials: 1 },
    tasks: { started: 0, completed: 0, failed: 0 },
    usage: { input_tokens: 105, output_tokens: 20, cache_read_tokens: null, cost_usd: 0.3 },
    cursor: 6,
    tools: [{ tool_name: "Bash", uses: 1 }],
  });
});

test("A trace is all events of a trace or correlation id across sources, by pages, and as a tree.", async () => {
  const workspace = await createTestWorkspace();
  await store(workspace, [
    { trace_id: "x/1", source: "one", metadata: { span_id: "root" } },
    {},
    { correlation_id: "x/1", source: "two", severity: "error", metadata: { span_id: "b", parent_span_id: "root" } },
    { trace_id: "x/1", correlation_id: "other", metadata: { parent_span_id: "b" } },
    { trace_id: "other" },
  ]);
  const first = await get<TracePage>(traceEndpoint, workspace, "limit=2", { trace_id: "x/1" });
  expect(tracePage.parse(first)).toEqual(first);
  expect(first).toMatchObject({
    sources: ["one", "two"],
    agents: ["a"],
    started_at: "2026-01-05T10:00:00.000000Z",
    last_seen: "2026-01-05T10:03:00.000000Z",
    duration_ms: 180_000,
    count: 3,
    has_errors: true,
    has_more: true,
  });
  expect(first.events.map(({ cursor }) => cursor)).toEqual([1, 3]);
  expect(first.next).toBe("/api/v1/traces/x%2F1?limit=2&after=3");
  const rest = await get<TracePage>(traceEndpoint, workspace, first.next?.split("?")[1], { trace_id: "x/1" });
  expect(rest.events.map(({ cursor }) => cursor)).toEqual([4]);
  expect(rest).toMatchObject({ has_more: false, next: null });
  expect([...first.tree, ...rest.tree]).toEqual([
    { cursor: 1, parent: null },
    { cursor: 3, parent: 1 },
    { cursor: 4, parent: 3 },
  ]);
  const { traces } = await get<TraceList>(tracesEndpoint, workspace);
  expect(traces.map(({ trace_id, count }) => [trace_id, count])).toEqual([
    ["other", 2],
    ["x/1", 3],
  ]);
});

/** Three things of each kind, newest last: in project p1, p1 and p2, of agents a1 to a3, each with a minute of its own. */
async function storeThree(workspace: TestWorkspace): Promise<void> {
  await store(
    workspace,
    [1, 2, 3].map((n) => ({
      event_type: n === 3 ? "task_failed" : "task_started",
      agent_id: `a${n}`,
      session_id: `s${n}`,
      task_id: `t,${n}`,
      trace_id: `r${n}`,
      correlation_id: `k${n}`,
      project: n === 3 ? "p2" : "p1",
      source: `src${n}`,
      metadata: { tool_use_id: `u${n}`, tool_name: "Bash" },
    })),
  );
}

type Lists = Partial<SessionList & TaskList & TraceList & ActionList> & { has_more: boolean; next: string | null };
const lists = [
  ["sessions", sessionsEndpoint, sessionList, (list: Lists) => list.sessions?.map(({ session_id }) => session_id)],
  ["tasks", tasksEndpoint, taskList, (list: Lists) => list.tasks?.map(({ task_id }) => task_id.replace(",", ""))],
  ["traces", tracesEndpoint, traceList, (list: Lists) => list.traces?.map(({ trace_id }) => trace_id)],
  ["actions", actionsEndpoint, actionList, (list: Lists) => list.actions?.map(({ tool_use_id }) => tool_use_id)],
] as const;
const numbersOf = (ids: string[] | undefined) => [...new Set(ids?.map((id) => Number(id.slice(1))))];

test.each(lists)(
  "The list of %s is narrowed by identifiers, labels and times, and paged.",
  async (name, table, schema, idsOf) => {
    const workspace = await createTestWorkspace();
    await storeThree(workspace);
    const read = (query: string) => get<Lists>(table, workspace, query);
    const numbers = async (query: string) => numbersOf(idsOf(await read(query)));
    const all = await read("");
    expect(schema.parse(all)).toEqual(all);
    expect(numbersOf(idsOf(all))).toEqual([3, 2, 1]);
    expect(await numbers("agent_id=a2")).toEqual([2]);
    expect(await numbers("agent_id=a1,a3")).toEqual([3, 1]);
    expect(await numbers("session_id=s1&session_id=s2")).toEqual([2, 1]);
    expect(await numbers("task_id=t%5C%2C2")).toEqual([2]);
    if (name !== "actions") {
      expect(await numbers("trace_id=r1")).toEqual([1]);
      expect(await numbers("correlation_id=k3")).toEqual([3]);
    }
    expect(await numbers("project=p1")).toEqual([2, 1]);
    expect(await numbers("source=src3,none")).toEqual([3]);
    expect(await numbers("agent_id=a1&project=p2")).toEqual([]);
    expect(await numbers("since=2026-01-05T10:01:00Z")).toEqual([3, 2]);
    expect(await numbers("until=2026-01-05T10:01:00Z")).toEqual([1]);
    expect(await numbers("since=15m")).toEqual([]);

    const seen: string[] = [];
    for (let next: string | null = "?limit=1&since=2026-01-05T10:01:00Z"; next !== null; ) {
      const page: Lists = await read(next.split("?")[1] ?? "");
      expect(idsOf(page)).toHaveLength(1);
      seen.push(...(idsOf(page) ?? []));
      next = page.next;
      expect(page.has_more).toBe(next !== null);
    }
    expect(numbersOf(seen)).toEqual([3, 2]);
    expect(seen).toHaveLength(idsOf(await read("since=2026-01-05T10:01:00Z"))?.length ?? 0);
  },
);

test("Tasks and actions are narrowed by their states.", async () => {
  const workspace = await createTestWorkspace();
  await storeThree(workspace);
  const tasks = async (state: string) =>
    (await get<TaskList>(tasksEndpoint, workspace, `state=${state}`)).tasks.map(({ task_id }) => task_id);
  expect(await tasks("started")).toEqual(["t,2", "t,1"]);
  expect(await tasks("failed,completed")).toEqual(["t,3"]);
  const { actions } = await get<ActionList>(actionsEndpoint, workspace, "state=started&limit=1");
  expect(actions.map(({ state }) => state)).toEqual(["started"]);
  const page = await get<TaskList>(tasksEndpoint, workspace, "state=started&limit=1");
  expect(page.next).toMatch(/^\/api\/v1\/tasks\?state=started&limit=1&before=\d+$/);
});

test("Sessions are narrowed by how they stand: open until an end is heard, done or failed after it.", async () => {
  const workspace = await createTestWorkspace();
  await store(workspace, [
    { event_type: "session_created", session_id: "open" },
    { event_type: "session.ended", session_id: "done" },
    { event_type: "session.ended", session_id: "failed", status: "failure" },
  ]);
  const idsOf = async (state: string) =>
    (await get<SessionList>(sessionsEndpoint, workspace, `state=${state}`)).sessions.map(
      ({ session_id }) => session_id,
    );
  for (const state of ["open", "done", "failed"]) expect(await idsOf(state)).toEqual([state]);
  expect(await idsOf("open,failed")).toEqual(["failed", "open"]);
});

test("Whose activity is newest comes first, by whatever event.", async () => {
  const workspace = await createTestWorkspace();
  await storeThree(workspace);
  await store(workspace, [{ session_id: "s1", trace_id: "r1" }]);
  const { sessions } = await get<SessionList>(sessionsEndpoint, workspace);
  expect(sessions.map(({ session_id }) => session_id)).toEqual(["s1", "s3", "s2"]);
  expect((await get<TraceList>(tracesEndpoint, workspace)).traces[0]).toMatchObject({ trace_id: "r1", count: 2 });
});

test.each([
  "limit=0",
  "limit=1&limit=2",
  "before=x",
  "since=yesterday",
  "agent_id=",
  "status=failure",
  "page=2",
  "q=x",
])("%s is a 400 that names it, for every list", async (query) => {
  const workspace = await createTestWorkspace();
  for (const [, table] of lists) {
    const answer = await call(table, { key: workspace.key, target: `/?${query}` });
    expect(answer.status).toBe(400);
    expect(jsonOf<Problem>(answer).errors?.map(({ path }) => path)).toEqual([query.split("=", 1)[0]]);
  }
});

test("A state that a list doesn't know is a 400 that says which there are.", async () => {
  const workspace = await createTestWorkspace();
  const answer = await call(tasksEndpoint, { key: workspace.key, target: "/?state=done" });
  expect(answer.status).toBe(400);
  expect(jsonOf<Problem>(answer).detail).toBe("state: Allowed: created, started, completed, failed, archived.");
  expect((await call(tracesEndpoint, { key: workspace.key, target: "/?state=done" })).status).toBe(400);
});

const ones = [
  ["session", sessionEndpoint, { session_id: "s1" }],
  ["task", taskEndpoint, { task_id: "t,1" }],
  ["trace", traceEndpoint, { trace_id: "r1" }],
] as const;

test.each(ones)("Another workspace's %s is a 404, and in no list.", async (_, table, params) => {
  const [mine, other] = [await createTestWorkspace(), await createTestWorkspace()];
  await storeThree(other);
  expect((await call(table, { key: other.key, params })).status).toBe(200);
  expect((await call(table, { key: mine.key, params })).status).toBe(404);
  const [[name]] = [Object.keys(params)];
  expect((await call(table, { key: other.key, params: { [name as string]: "nul\0" } })).status).toBe(404);
  expect((await call(table, { key: other.key, params, target: "/?x=1" })).status).toBe(400);
  for (const [, list, , idsOf] of lists) expect(idsOf(await get<Lists>(list, mine))).toEqual([]);
});
