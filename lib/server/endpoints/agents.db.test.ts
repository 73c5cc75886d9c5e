import { afterEach, describe, expect, test, vi } from "vitest";
import { type Agent, type AgentList, agentList, agent as agentSchema } from "@/lib/contract/agent";
import type { Problem } from "@/lib/contract/problem";
import type { EventPage } from "@/lib/contract/query";
import { idleAfterMs, lostAfterMs } from "@/lib/timeline/agent-state";
import { hashKey, mintKey } from "../auth/key";
import { pool } from "../db/pool";
import { agentsProjection } from "../projections/agents";
import { catchUp } from "../projections/catch-up";
import { createApiKey } from "../store/api-keys";
import { fillLog } from "../testing/counting-projection";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { catchUpNow } from "../testing/with-projections";
import { agentEndpoint, agentsEndpoint } from "./agents";
import { eventsEndpoint } from "./events";
import { ingestEndpoint } from "./ingest";

withTestDatabase();
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function store({ id, key }: TestWorkspace, ...events: Record<string, unknown>[]): Promise<void> {
  const body = events.map((event) => ({ event_type: "note", ...event }));
  expect((await call(ingestEndpoint, { method: "POST", key, body })).status).toBe(200);
  await catchUpNow(id);
}

const list = async ({ key }: Pick<TestWorkspace, "key">, query = "") => {
  const answer = await call(agentsEndpoint, { key, target: `/?${query}` });
  expect([query, answer.status]).toEqual([query, 200]);
  return agentList.parse(jsonOf<AgentList>(answer));
};
const idsOf = ({ agents }: AgentList) => agents.map(({ agent_id }) => agent_id);

const one = (method: string, { key }: Pick<TestWorkspace, "key">, agent_id: string, body?: unknown) =>
  call(agentEndpoint, { method, key, params: { agent_id }, ...(body === undefined ? {} : { body }) });
const create = ({ key }: TestWorkspace, body: unknown) => call(agentsEndpoint, { method: "POST", key, body });
const pathsOf = (answer: Parameters<typeof jsonOf>[0]) => jsonOf<Problem>(answer).errors?.map(({ path }) => path);

describe("the list", () => {
  test("comes newest activity first, page by page, and stays in order while events arrive", async () => {
    const workspace = await createTestWorkspace();
    await store(workspace, ...["a", "b", "c", "d", "e"].map((agent_id) => ({ agent_id })));
    const first = await list(workspace, "limit=2");
    expect([idsOf(first), first.has_more]).toEqual([["e", "d"], true]);
    await store(workspace, { agent_id: "a" }, { agent_id: "f" });
    const second = await list(workspace, first.next?.split("?")[1]);
    expect([idsOf(second), second.has_more, second.next]).toEqual([["c", "b"], false, null]);
    expect(idsOf(await list(workspace))).toEqual(["f", "a", "e", "d", "c", "b"]);
  });

  test("is narrowed by what an agent is, and by the sessions, tasks and traces that it has a part in", async () => {
    const workspace = await createTestWorkspace();
    await store(
      workspace,
      { agent_id: "a", agent_role: "main", source: "x", project: "shop", session_id: "s1", trace_id: "t" },
      { agent_id: "a", session_id: "s2", event_type: "task_started", task_id: "k" },
      { agent_id: "b", agent_role: "sub", source: "y", project: "shop", session_id: "s1", correlation_id: "t" },
      { agent_id: "c", source: "y", timestamp: "2020-01-01T00:00:00Z" },
    );
    for (const [query, ids] of [
      ["agent_id=a,c", ["c", "a"]],
      ["agent_role=sub", ["b"]],
      ["source=y", ["c", "b"]],
      ["project=shop", ["b", "a"]],
      ["session_id=s1", ["b", "a"]],
      ["session_id=s2", ["a"]],
      ["task_id=k", ["a"]],
      ["trace_id=t", ["b", "a"]],
      ["since=1h", ["b", "a"]],
      ["until=2021-01-01T00:00:00Z", ["c"]],
      ["project=shop&source=y", ["b"]],
      ["agent_id=nobody", []],
    ] as const) {
      expect([query, idsOf(await list(workspace, query))]).toEqual([query, ids]);
    }
  });

  test("is narrowed by state as it is now: what silence has made of an agent counts", async () => {
    const workspace = await createTestWorkspace();
    await store(
      workspace,
      { agent_id: "busy", event_type: "task_started" },
      { agent_id: "loose" },
      { agent_id: "asking", event_type: "permission.requested" },
      { agent_id: "broken", event_type: "task_failed" },
    );
    expect(idsOf(await list(workspace, "state=working"))).toEqual(["loose", "busy"]);
    expect(idsOf(await list(workspace, "state=waiting,failed"))).toEqual(["broken", "asking"]);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + idleAfterMs + 1_000 });
    expect(idsOf(await list(workspace, "state=working"))).toEqual(["busy"]);
    const idle = await list(workspace, "state=idle&limit=1");
    expect(idle.agents).toMatchObject([{ agent_id: "loose", status: { state: "idle", cursor: 2 } }]);
    vi.setSystemTime(Date.now() + lostAfterMs);
    expect(idsOf(await list(workspace, "state=lost"))).toEqual(["busy"]);
    expect(idsOf(await list(workspace, "state=working"))).toEqual([]);
  });

  test.each(["colour=red", "state=asleep", "archived=maybe", "limit=0", "before=x", "since=soon"])(
    "%s is a 400 that names it",
    async (query) => {
      const { key } = await createTestWorkspace();
      const answer = await call(agentsEndpoint, { key, target: `/?${query}` });
      expect([answer.status, pathsOf(answer)]).toEqual([400, [query.split("=")[0]]]);
    },
  );

  test("costs what it shows, however many agents and events there are", async () => {
    const workspace = await createTestWorkspace();
    await fillLog(workspace.id, 16_000, 2_000);
    await catchUp(workspace.id, { projections: [agentsProjection] });
    await pool("query").query("ANALYZE");
    const asked = vi.spyOn(pool("query"), "query");
    await list(workspace, "limit=20");
    await list(workspace, "limit=20&before=15000&archived=false");
    expect((await one("GET", workspace, "a7")).status).toBe(200);
    const statements = asked.mock.calls.map(
      ([statement]) => statement as unknown as { text: string; values: unknown[] },
    );
    asked.mockRestore();
    expect(statements.length).toBeGreaterThanOrEqual(9);
    for (const { text, values } of statements) {
      const { rows } = await pool("query").query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, values);
      const [{ Plan: plan }] = rows[0]["QUERY PLAN"];
      // Of a table that is empty, as the tasks' is, nothing else is worth while.
      expect(JSON.stringify(plan)).not.toMatch(/"Seq Scan"[^{]*"Relation Name":"(events|agents|agent_type_counts)"/);
      // The events lie on some 320 pages, the agents and their counts on others.
      expect(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]).toBeLessThan(300);
    }
  });
});

describe("what people say of an agent", () => {
  test("PATCH answers the agent as it is then, and appends an event like any other", async () => {
    const workspace = await createTestWorkspace();
    await store(workspace, { agent_id: "s/1", event_type: "task_completed", source: "x" });
    const labels = { display_name: " Loader ", owner: "Ana", tags: ["port", "port", "night"], archived: true };
    const answer = await one("PATCH", workspace, "s/1", labels);
    expect(answer.status).toBe(200);
    const said = { display_name: "Loader", owner: "Ana", tags: ["port", "night"], archived: true };
    // What people do says nothing of where it stands.
    const stands = { source: "x", status: { state: "done", cursor: 1 }, cursor: 2 };
    expect(agentSchema.parse(jsonOf(answer))).toMatchObject({ agent_id: "s/1", ...said, ...stands });
    expect(jsonOf<Agent>(await one("PATCH", workspace, "s/1", { owner: null, archived: false }))).toMatchObject({
      ...said,
      owner: null,
      archived: false,
    });
    const page = jsonOf<EventPage>(
      await call(eventsEndpoint, { key: workspace.key, target: "/?source=sightline&order=asc" }),
    );
    expect(page.events).toMatchObject([
      { cursor: 2, event_type: "agent_updated", agent_id: "s/1", category: "agents", metadata: said },
      { cursor: 3, event_type: "agent_updated", metadata: { owner: null, fields: ["owner", "archived"] } },
    ]);
    expect(page.events[0]?.metadata.by).toBe(page.events[0]?.api_key);
  });

  test("an agent is known to PATCH as soon as its event is acknowledged; an empty body changes nothing", async () => {
    const workspace = await createTestWorkspace();
    await call(ingestEndpoint, { method: "POST", key: workspace.key, body: { event_type: "note", agent_id: "new" } });
    const answer = await one("PATCH", workspace, "new", {});
    expect([answer.status, jsonOf<Agent>(answer).cursor]).toEqual([200, 1]);
  });

  test("archived agents are among the others unless asked otherwise, page after page", async () => {
    const workspace = await createTestWorkspace();
    await store(workspace, ...["a", "b", "c"].map((agent_id) => ({ agent_id })));
    await one("PATCH", workspace, "a", { archived: true });
    expect(idsOf(await list(workspace))).toEqual(["a", "c", "b"]);
    expect(idsOf(await list(workspace, "archived=true"))).toEqual(["a"]);
    await store(workspace, { agent_id: "c" });
    const first = await list(workspace, "archived=false&limit=1");
    expect([idsOf(first), first.has_more]).toEqual([["c"], true]);
    // The archived one lies between the two.
    expect(idsOf(await list(workspace, first.next?.split("?")[1]))).toEqual(["b"]);
  });

  test("POST makes an agent that has yet to report, once", async () => {
    const workspace = await createTestWorkspace();
    const answer = await create(workspace, { agent_id: "made/by hand", owner: "Ana" });
    expect(answer.status).toBe(201);
    expect(agentSchema.parse(jsonOf(answer))).toMatchObject({
      agent_id: "made/by hand",
      owner: "Ana",
      source: null,
      status: { state: "idle", cursor: 1 },
      counts: { events: 1 },
    });
    expect((await create(workspace, { agent_id: "made/by hand" })).status).toBe(409);
    await store(workspace, { agent_id: "made/by hand", event_type: "task_started" });
    expect((await list(workspace)).agents).toMatchObject([{ owner: "Ana", status: { state: "working", cursor: 2 } }]);
  });

  test("DELETE takes an agent out until it reports again; what people said is gone, what it did is not", async () => {
    const workspace = await createTestWorkspace();
    await store(workspace, { agent_id: "a" }, { agent_id: "b" });
    await one("PATCH", workspace, "a", { owner: "Ana" });
    expect((await one("DELETE", workspace, "a")).status).toBe(204);
    expect(idsOf(await list(workspace))).toEqual(["b"]);
    for (const method of ["GET", "PATCH", "DELETE"]) {
      expect((await one(method, workspace, "a", method === "PATCH" ? {} : undefined)).status).toBe(404);
    }
    await store(workspace, { agent_id: "a" });
    expect(jsonOf<Agent>(await one("GET", workspace, "a"))).toMatchObject({
      owner: null,
      counts: { by_type: { note: 2 } },
    });
    await one("DELETE", workspace, "b");
    expect((await create(workspace, { agent_id: "b" })).status).toBe(201);
  });

  test.each<[unknown, string[]]>([
    [{ colour: "red" }, ["colour"]],
    [{ display_name: "" }, ["display_name"]],
    [{ display_name: "x".repeat(201) }, ["display_name"]],
    [{ owner: 7, archived: "yes" }, ["owner", "archived"]],
    [{ tags: "a" }, ["tags"]],
    [{ tags: ["a", ""] }, ["tags.1"]],
    [{ tags: Array.from({ length: 51 }, (_, i) => `t${i}`) }, ["tags"]],
    [{ owner: "a\0b" }, ["owner"]],
  ])("%j is a 422 that names what is wrong, and appends nothing", async (body, paths) => {
    const workspace = await createTestWorkspace();
    await store(workspace, { agent_id: "a" });
    const answer = await one("PATCH", workspace, "a", body);
    expect([answer.status, pathsOf(answer)]).toEqual([422, paths]);
    expect(jsonOf<Agent>(await one("GET", workspace, "a")).cursor).toBe(1);
  });

  test("takes the scope admin, and an agent of this workspace", async () => {
    const [mine, other] = [await createTestWorkspace(), await createTestWorkspace()];
    await store(other, { agent_id: "theirs" });
    await store(mine, { agent_id: "mine" });
    const { key, prefix } = mintKey();
    const reading = { name: "r", prefix, hash: hashKey(key), scopes: ["read" as const, "ingest" as const] };
    await createApiKey(mine.id, { ...reading, createdBy: null, expiresAt: null, rateLimit: null });
    for (const method of ["PATCH", "DELETE"]) {
      const body = method === "PATCH" ? { owner: "x" } : undefined;
      expect((await one(method, { key }, "mine", body)).status).toBe(403);
      expect((await one(method, mine, "theirs", body)).status).toBe(404);
      expect((await one(method, mine, "nobody", body)).status).toBe(404);
    }
    expect((await call(agentsEndpoint, { method: "POST", key, body: { agent_id: "x" } })).status).toBe(403);
    expect((await one("GET", mine, "theirs")).status).toBe(404);
    expect(jsonOf<Agent>(await one("GET", other, "theirs")).owner).toBe(null);
  });
});
