import { expect, test } from "vitest";
import { type AgentSeries, agentSeries } from "@/lib/contract/agent-series";
import type { Problem } from "@/lib/contract/problem";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { catchUpNow } from "../testing/with-projections";
import { agentSeriesEndpoint } from "./agent-series";
import { ingestEndpoint } from "./ingest";

withTestDatabase();

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const read = async ({ key }: TestWorkspace, query = "") => {
  const answer = await call(agentSeriesEndpoint, { key, target: `/?${query}` });
  return agentSeries.parse(jsonOf<AgentSeries>(answer));
};
const sum = (counts: readonly number[] = []) => counts.reduce((total, count) => total + count, 0);

test("each agent's events, errors and denials lie in the bucket of their time, and no workspace sees another's", async () => {
  const [workspace, stranger] = [await createTestWorkspace(), await createTestWorkspace()];
  const [now, before] = [ago(0), ago(30)];
  const note = { event_type: "note", agent_id: "busy", timestamp: now };
  await call(ingestEndpoint, {
    method: "POST",
    key: workspace.key,
    body: [
      note,
      { ...note, status: "failure" },
      { event_type: "operation_denied", agent_id: "busy", operation: "open", timestamp: before },
      { ...note, severity: "critical", timestamp: ago(120) },
      { ...note, agent_id: "quiet" },
      { ...note, agent_id: "gone", timestamp: ago(60 * 48) },
      { event_type: "note", source: "nobody", timestamp: now },
    ],
  });
  await catchUpNow(workspace.id);

  const hour = await read(workspace);
  expect(hour).toMatchObject({ bucket_ms: 180_000, more: 0, cursor: 7 });
  expect(hour.agents.map(({ agent_id }) => agent_id)).toEqual(["busy", "quiet"]);
  const [busy] = hour.agents;
  expect(busy?.events).toHaveLength(20);
  const bucketOf = (instant: string) => Math.floor((Date.parse(instant) - Date.parse(hour.start)) / hour.bucket_ms);
  const countsAt = (at: number) => [busy?.events[at], busy?.errors[at], busy?.denials[at]];
  expect(countsAt(bucketOf(now))).toEqual([2, 1, 0]);
  expect(countsAt(bucketOf(before))).toEqual([1, 0, 1]);

  const day = await read(workspace, "span=24h");
  expect(day.agents[0]?.events).toHaveLength(24);
  expect([sum(day.agents[0]?.events), sum(day.agents[0]?.errors)]).toEqual([4, 2]);
  expect((await read(stranger)).agents).toEqual([]);
});

test.each(["span=2h", "span=1h&span=24h", "agent=a"])("%s is refused by its name", async (query) => {
  const { key } = await createTestWorkspace();
  const answer = await call(agentSeriesEndpoint, { key, target: `/?${query}` });
  expect(answer.status).toBe(400);
  expect(jsonOf<Problem>(answer).errors?.[0]?.path).toBe(query.split("=")[0]);
});
