import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Agent, AgentList } from "@/lib/contract/agent";
import type { AgentSeries } from "@/lib/contract/agent-series";
import type { AgentEvent } from "@/lib/contract/event";
import { facetFields } from "@/lib/contract/facet-fields";
import type { EventFacets } from "@/lib/contract/facets";
import { maySee, wholeReach } from "@/lib/contract/reach";
import type { ReadModelsProgress } from "@/lib/contract/read-models";
import type { SessionDetail } from "@/lib/contract/session";
import type { TracePage } from "@/lib/contract/trace";
import { projectAgentFacts } from "@/lib/timeline/agent-facts";
import { pool } from "../db/pool";
import type { MethodTable } from "../http/methods";
import { catchUp } from "../projections/catch-up";
import { keepHouse } from "../projections/keep-house";
import { type ModelsId, modelsFor, projectionsOf } from "../projections/models";
import { readAgents } from "../projections/read-agents";
import { markForRebuild } from "../projections/rebuild";
import { appendEvents } from "../store/append-events";
import { decodeEvent } from "../store/event-row";
import { pageEvents } from "../store/page-events";
import { writeRetentionSettings } from "../store/retention-settings";
import { listScopes } from "../store/scopes";
import { ageEvents } from "../testing/aged-log";
import { anyRunDraft } from "../testing/any-run-draft";
import { byTest } from "../testing/by-test";
import { expectFolds } from "../testing/expect-folds";
import { noteDraft } from "../testing/note-draft";
import { restrictedTo } from "../testing/restricted-key";
import { StreamReader } from "../testing/stream-reader";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { agentSeriesEndpoint } from "./agent-series";
import { agentEndpoint, agentsEndpoint } from "./agents";
import { eventEndpoint } from "./events";
import { eventFacetsEndpoint } from "./facets";
import { readModelsEndpoint } from "./read-models";
import { sessionEndpoint } from "./sessions";
import { streamEndpoint } from "./stream";
import { streamStatsEndpoint } from "./stream-stats";
import { taskEndpoint } from "./tasks";
import { traceEndpoint } from "./traces";

// Pages, stream, statistics and export are in readings-agree.db.test.ts, with callers who see some projects among the others.

withTestDatabase();

const ask = (table: MethodTable, { key }: TestWorkspace, query = "", params: Record<string, string> = {}) =>
  call(table, { key, target: `/?${query}`, params });

async function seenLog(workspaceId: number, projects: readonly string[] | null): Promise<AgentEvent[]> {
  const { events } = await pageEvents(wholeReach(workspaceId), {}, { order: "asc", limit: 10_000 });
  return events.map(decodeEvent).filter(({ project }) => maySee(projects, project));
}

/** Read models that know all that was stored before the call. */
async function caughtUp(workspaceId: number, projects: readonly string[]): Promise<ModelsId> {
  const models = await modelsFor({ workspaceId, projects });
  await catchUp(models, { projections: projectionsOf(models) });
  return models;
}

const asWritten = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

async function expectAgents(models: ModelsId, seen: readonly AgentEvent[]): Promise<void> {
  const courses = await readAgents(models, { where: 'true ORDER BY t.agent_id COLLATE "C"', values: [] });
  const told = courses.map(({ facts: { tasks: _, ...facts } }) => facts);
  const ids = [...new Set(seen.flatMap(({ agent_id }) => agent_id ?? []))];
  const expected = ids.map((id) => projectAgentFacts(seen.filter(({ agent_id }) => agent_id === id)));
  const byId = new Map(expected.map((facts) => [facts?.agent_id, facts]));
  expect(told.length).toBe(byId.size);
  for (const facts of told) expect(asWritten(facts)).toEqual(asWritten(byId.get(facts.agent_id)));
}

const reaches: string[][] = [["p1"], ["p2", "p1"], ["none of these"]];

test("Whoever sees some projects reads what the naive folds make of their events alone, however often they look, and after a rebuild.", {
  timeout: 120_000,
}, async () => {
  let things = 0;
  const { id: workspaceId } = await createTestWorkspace();
  await fc.assert(
    fc.asyncProperty(fc.array(anyRunDraft, { minLength: 1, maxLength: 60, size: "max" }), async (drafts) => {
      await appendEvents(
        workspaceId,
        drafts.map((draft) => ({ ...draft, event_id: randomUUID() })),
      );
      for (const projects of reaches) {
        const models = await caughtUp(workspaceId, projects);
        const seen = await seenLog(workspaceId, projects);
        things += await expectFolds(models, seen, 5);
        await expectAgents(models, seen);
      }
    }),
    { numRuns: 8 },
  );
  expect(things).toBeGreaterThan(50);
  // Nothing of a row that was wrong outlives a rebuild.
  const models = await caughtUp(workspaceId, ["p1"]);
  await pool("restricted").query("UPDATE sessions SET events = 0 WHERE workspace_id = $1", [models]);
  await markForRebuild({ workspaceId, name: undefined });
  await caughtUp(workspaceId, ["p1"]);
  await expectFolds(models, await seenLog(workspaceId, ["p1"]), 5);
});

/** One event of each kind of thing in a project that is seen, in one that isn't, and in none. */
async function createMixed(): Promise<{ workspace: TestWorkspace; seen: TestWorkspace; ids: Record<string, string> }> {
  const workspace = await createTestWorkspace();
  const ids: Record<string, string> = {};
  const drafts = (["seen", "unseen", "none"] as const).map((where) => {
    ids[where] = randomUUID();
    const project = where === "none" ? null : where;
    const things = { agent_id: `agent-${where}`, session_id: `run-${where}`, task_id: `task-${where}` };
    return {
      ...noteDraft(ids[where]),
      ...things,
      project,
      event_type: "task_started",
      trace_id: "shared",
      source: where,
    };
  });
  // An agent and a session that worked in both.
  const shared = ["seen", "unseen", "unseen"].map((project) => ({
    ...noteDraft(randomUUID()),
    ...{ agent_id: "agent-both", session_id: "run-both", project, event_type: "tool.started", trace_id: "shared" },
    metadata: JSON.stringify({ tool_name: project === "seen" ? "Bash" : "Secret", budget: 1 }),
  }));
  await appendEvents(workspace.id, [...drafts, ...shared]);
  return { workspace, seen: await restrictedTo(workspace, ["seen"]), ids };
}

test("Things of other projects, and of none, are nowhere; of what worked in several, that of the seen one is told.", async () => {
  const { seen, ids } = await createMixed();
  for (const [table, name] of [
    [agentEndpoint, "agent_id"],
    [sessionEndpoint, "session_id"],
    [taskEndpoint, "task_id"],
  ] as const) {
    const prefix = { agent_id: "agent", session_id: "run", task_id: "task" }[name];
    const statuses = await Promise.all(
      ["seen", "unseen", "none"].map(
        async (where) => (await ask(table, seen, "", { [name]: `${prefix}-${where}` })).status,
      ),
    );
    expect([name, statuses]).toEqual([name, [200, 404, 404]]);
  }
  for (const [where, status] of [
    ["seen", 200],
    ["unseen", 404],
    ["none", 404],
  ] as const) {
    expect((await ask(eventEndpoint, seen, "", { event_id: ids[where] ?? "" })).status).toBe(status);
  }
  const session = jsonOf<SessionDetail>(await ask(sessionEndpoint, seen, "", { session_id: "run-both" }));
  expect(session).toMatchObject({ projects: ["seen"], counts: { events: 1 }, tools: [{ tool_name: "Bash", uses: 1 }] });
  const agent = jsonOf<Agent>(await ask(agentEndpoint, seen, "", { agent_id: "agent-both" }));
  expect(agent).toMatchObject({ project: "seen", counts: { events: 1, by_type: { "tool.started": 1 } } });
  const trace = jsonOf<TracePage>(await ask(traceEndpoint, seen, "", { trace_id: "shared" }));
  expect(trace).toMatchObject({ count: 2, projects: ["seen"], agents: ["agent-both", "agent-seen"] });
  expect(trace.events.map(({ project }) => project)).toEqual(["seen", "seen"]);
  const { agents } = jsonOf<AgentList>(await ask(agentsEndpoint, seen));
  expect(agents.map(({ agent_id }) => agent_id)).toEqual(["agent-both", "agent-seen"]);
});

test("Facets, series and the standing of the read models tell of the seen projects alone.", async () => {
  const { seen } = await createMixed();
  const { facets } = jsonOf<EventFacets>(await ask(eventFacetsEndpoint, seen, `fields=${facetFields.join(",")}`));
  const texts = facets.flatMap(({ values }) => values.map(({ value, count }) => `${value} ${count}`));
  expect(texts).toContain("seen 2");
  expect(texts.filter((text) => /unseen|none|Secret/.test(text))).toEqual([]);
  const { agents } = jsonOf<AgentSeries>(await ask(agentSeriesEndpoint, seen, "span=1h"));
  const totals = agents.map(({ agent_id, events }) => [agent_id, events.reduce((sum, count) => sum + count, 0)]);
  expect(totals.sort()).toEqual([
    ["agent-both", 1],
    ["agent-seen", 1],
  ]);
  expect(jsonOf<ReadModelsProgress>(await ask(readModelsEndpoint, seen))).toEqual({ head: 6, floor: 1, behind: [] });
});

const countsOf = (events: readonly AgentEvent[]) =>
  Object.fromEntries(
    (["event_type", "project", "agent_id"] as const).map((field) => [
      field,
      events.reduce<Record<string, number>>((counts, { [field]: value }) => {
        if (value !== null) counts[value] = (counts[value] ?? 0) + 1;
        return counts;
      }, {}),
    ]),
  );

test("What retention took is in no facet, and a scope that nobody reads goes.", async () => {
  const workspace = await createTestWorkspace();
  const drafts = fc
    .sample(anyRunDraft, { numRuns: 400, seed: 5 })
    .map((draft) => ({ ...draft, event_id: randomUUID() }));
  await appendEvents(workspace.id, drafts.slice(0, 200));
  await ageEvents(workspace.id, { after: 0, days: 60, sinceMs: Date.now() });
  await appendEvents(workspace.id, drafts.slice(200));
  await catchUp(workspace.id);
  const seen = await restrictedTo(workspace, ["p1"]);
  await caughtUp(workspace.id, ["p1"]);
  await writeRetentionSettings(workspace.id, { retention_days: 30, payload_days: null }, byTest);
  await keepHouse();
  const kept = await seenLog(workspace.id, ["p1"]);
  expect(kept.length).toBeLessThan(150);
  const { facets } = jsonOf<EventFacets>(await ask(eventFacetsEndpoint, seen, "fields=event_type,project,agent_id"));
  const told = facets.map(({ field, values }) => [
    field,
    Object.fromEntries(values.map((each) => [each.value, each.count])),
  ]);
  expect(Object.fromEntries(told)).toEqual(countsOf(kept));

  const [scope = 0] = await listScopes(workspace.id);
  await pool("query").query("UPDATE restricted.scopes SET read_at = now() - interval '8 days' WHERE id = $1", [scope]);
  await keepHouse();
  expect(await listScopes(workspace.id)).toEqual([]);
  const left = await pool("query").query("SELECT FROM restricted.facet_values WHERE workspace_id = $1", [scope]);
  expect(left.rowCount).toBe(0);
});

test("A stream says which projects it is restricted to; what is about the workspace as a whole is refused.", async () => {
  const { seen } = await createMixed();
  const reader = await StreamReader.open(streamEndpoint, seen, "project=unseen&cursor=earliest");
  expect((await reader.next()).data).toMatchObject({ filter: { project: "" } });
  expect((await reader.next()).name).toBe("replay_complete");
  await reader.close();
  const unfiltered = await StreamReader.open(streamEndpoint, seen);
  expect((await unfiltered.next()).data).toMatchObject({ filter: { project: "seen" } });
  await unfiltered.close();
  expect((await ask(streamStatsEndpoint, seen)).status).toBe(403);
  const create = { method: "POST", key: seen.key, target: "/", body: { agent_id: "new" } };
  expect((await call(agentsEndpoint, create)).status).toBe(403);
});

test("Labels of a seen agent are kept in its project, and of an unseen one nothing is changed.", async () => {
  const { workspace, seen } = await createMixed();
  const patch = (agent_id: string) =>
    call(agentEndpoint, { method: "PATCH", key: seen.key, target: "/", params: { agent_id }, body: { owner: "Ana" } });
  expect(jsonOf<Agent>(await patch("agent-both"))).toMatchObject({ owner: "Ana", counts: { events: 2 } });
  expect((await patch("agent-unseen")).status).toBe(404);
  expect((await seenLog(workspace.id, ["seen"])).at(-1)).toMatchObject({
    event_type: "agent_updated",
    project: "seen",
  });
});
