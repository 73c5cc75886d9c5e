import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type FacetField, facetFields } from "@/lib/contract/facet-fields";
import { type EventFacets, eventFacets } from "@/lib/contract/facets";
import type { Problem } from "@/lib/contract/problem";
import { type EventStats, eventStats } from "@/lib/contract/stats";
import { advance } from "../projections/advance";
import { facetsProjection } from "../projections/facets";
import type { Projection } from "../projections/projection";
import { type AppendDraft, appendEvents } from "../store/append-events";
import { anyDraft } from "../testing/any-draft";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { catchUpNow } from "../testing/with-projections";
import { eventFacetsEndpoint } from "./facets";
import { ingestEndpoint } from "./ingest";
import { eventStatsEndpoint } from "./stats";

withTestDatabase();

const store = (workspace: TestWorkspace, events: Record<string, unknown>[]) =>
  call(ingestEndpoint, {
    method: "POST",
    key: workspace.key,
    body: events.map((event) => ({ event_type: "note", agent_id: "a", ...event })),
  });
const stats = async ({ key }: TestWorkspace, query = "") =>
  jsonOf<EventStats>(await call(eventStatsEndpoint, { key, target: `/?${query}` }));
const values = async ({ key }: TestWorkspace, query = "") => {
  const { facets } = jsonOf<EventFacets>(await call(eventFacetsEndpoint, { key, target: `/?${query}` }));
  return Object.fromEntries(facets.map(({ field, values }) => [field, values.map(({ value }) => value)]));
};

test("what was acknowledged is counted at once, whether or not the rollups follow", async () => {
  const workspace = await createTestWorkspace();
  await store(workspace, [{ status: "failure", severity: "error" }, { agent_id: "b", source: "s" }, { agent_id: "b" }]);
  const expected = {
    total: 3,
    by_type: { note: 3 },
    by_status: { failure: 1 },
    by_severity: { error: 1, info: 2 },
    by_source: { s: 1 },
    by_agent: [
      { agent_id: "b", count: 2 },
      { agent_id: "a", count: 1 },
    ],
    bucket: "1m",
    head: 3,
  };
  expect(eventStats.parse(await stats(workspace, "since=1h"))).toMatchObject(expected);
  await catchUpNow(workspace.id);
  const { series, ...rest } = await stats(workspace, "since=1h");
  expect(rest).toMatchObject(expected);
  expect(series.length).toBeGreaterThanOrEqual(61);
  expect(series.reduce((sum, { total }) => sum + total, 0)).toBe(3);
  expect((await stats(workspace, "since=1h&min_severity=error&bucket=1h")).total).toBe(1);
  expect((await stats(workspace, "kinds=!note")).total).toBe(0);
  expect((await stats(workspace, "q=note")).total).toBe(3);
  expect((await stats(workspace, "q=nobody")).total).toBe(0);
});

test("an empty log has statistics too", async () => {
  const answer = eventStats.parse(await stats(await createTestWorkspace()));
  expect(answer).toMatchObject({ total: 0, by_type: {}, by_agent: [], head: 0 });
  expect(answer.series.map(({ total }) => total)).toEqual([0]);
});

test.each([
  ["bucket=2m", "bucket"],
  ["bucket=1m&bucket=1h", "bucket"],
  ["bucket=1m&since=7d", "bucket"],
  ["limit=5", "limit"],
  ["severity=loud", "severity"],
])("statistics with %s are a 400 that names it", async (query, path) => {
  const { key } = await createTestWorkspace();
  const answer = await call(eventStatsEndpoint, { key, target: `/?${query}` });
  expect(answer.status).toBe(400);
  expect(jsonOf<Problem>(answer).errors?.map((error) => error.path)).toEqual([path]);
});

test.each(["fields=metadata", "fields=", "limit=0", "limit=1001", "limit=1&limit=2", "value=%00", "since=1h"])(
  "facets with %s are a 400 that names it",
  async (query) => {
    const { key } = await createTestWorkspace();
    const answer = await call(eventFacetsEndpoint, { key, target: `/?${query}` });
    expect(answer.status).toBe(400);
    expect(jsonOf<Problem>(answer).errors?.map(({ path }) => path)).toEqual([query.split("=", 1)[0]]);
  },
);

test("another workspace's events are in neither", async () => {
  const [mine, other] = [await createTestWorkspace(), await createTestWorkspace()];
  await store(other, [{ project: "secret" }]);
  await catchUpNow(other.id);
  await catchUpNow(mine.id);
  expect((await stats(mine)).total).toBe(0);
  expect(Object.values(await values(mine)).flat()).toEqual([]);
  expect((await values(other)).project).toEqual(["secret"]);
  const crossing = await call(eventStatsEndpoint, { key: mine.key, target: `/?workspace=${other.slug}` });
  expect(crossing.status).toBe(404);
});

test("facets list the most frequent values, and complete what was begun in any case", async () => {
  const workspace = await createTestWorkspace();
  const projects = ["beta", "Beacon", "beta", "alpha", "b%d", "alpha", "beta"];
  await store(
    workspace,
    projects.map((project) => ({ project })),
  );
  await catchUpNow(workspace.id);
  const answer = eventFacets.parse(
    jsonOf(await call(eventFacetsEndpoint, { key: workspace.key, target: "/?fields=project&limit=2" })),
  );
  expect(answer.facets).toEqual([
    {
      field: "project",
      values: [
        { value: "beta", count: 3 },
        { value: "alpha", count: 2 },
      ],
      has_more: true,
    },
  ]);
  expect(await values(workspace, "fields=project&value=BE")).toEqual({ project: ["beta", "Beacon"] });
  expect(await values(workspace, "fields=project,event_type&value=b%25")).toEqual({ event_type: [], project: ["b%d"] });
  expect(Object.keys(await values(workspace))).toEqual([...facetFields]);
});

test("facets are what counting one by one gives, however the log is cut and whichever steps crash", async () => {
  const crashing: Projection = {
    ...facetsProjection,
    statements: [
      ...facetsProjection.statements,
      "SELECT 1 / 0 FROM logs WHERE workspace_id = $1 AND $2::bigint < $3::bigint",
    ],
  };
  const steps = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 3, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.array(anyDraft, { minLength: 30, maxLength: 60 }), steps, async (sample, ranges) => {
      const { id, key } = await createTestWorkspace();
      const drafts = sample.map((draft) => ({ ...draft, event_id: randomUUID() }));
      await appendEvents(id, drafts);
      for (const eventsMax of ranges) {
        const crash = await advance(id, crashing, { eventsMax }).then(
          ({ state }) => state,
          () => "crashed",
        );
        expect(["crashed", "dry"]).toContain(crash);
        await advance(id, facetsProjection, { eventsMax });
      }
      await catchUpNow(id);
      const answer = jsonOf<EventFacets>(await call(eventFacetsEndpoint, { key, target: "/?limit=1000" }));
      for (const { field, values } of answer.facets) {
        expect(Object.fromEntries(values.map(({ value, count }) => [value, count]))).toEqual(countOf(drafts, field));
      }
    }),
    { numRuns: 8 },
  );
});

function countOf(drafts: readonly AppendDraft[], field: FacetField): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { [field]: value } of drafts) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries(counts);
}
