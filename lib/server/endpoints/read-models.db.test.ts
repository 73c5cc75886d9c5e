import { expect, test } from "vitest";
import { type ReadModelsProgress, readModelsProgress } from "@/lib/contract/read-models";
import { markForRebuild } from "../projections/rebuild";
import { projections } from "../projections/registry";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { catchUpNow } from "../testing/with-projections";
import { ingestEndpoint } from "./ingest";
import { readModelsEndpoint } from "./read-models";

withTestDatabase();

const read = async ({ key }: TestWorkspace) =>
  readModelsProgress.parse(jsonOf<ReadModelsProgress>(await call(readModelsEndpoint, { key, target: "/" })));
const send = ({ key }: TestWorkspace, count: number) =>
  call(ingestEndpoint, {
    method: "POST",
    key,
    body: Array.from({ length: count }, () => ({ event_type: "note", agent_id: "a" })),
  });

test("read models say how far they are behind their own workspace's log, also while they are made anew", async () => {
  const [workspace, stranger] = [await createTestWorkspace(), await createTestWorkspace()];
  await send(workspace, 3);
  await send(stranger, 5);
  const before = await read(workspace);
  expect(before).toMatchObject({ head: 3, floor: 1 });
  expect(before.behind.map(({ events }) => events)).toEqual(projections.map(() => 3));

  await catchUpNow(workspace.id);
  expect(await read(workspace)).toEqual({ head: 3, floor: 1, behind: [] });
  expect((await read(stranger)).behind).toHaveLength(projections.length);

  await markForRebuild({ workspaceId: workspace.id, name: "sessions" });
  expect((await read(workspace)).behind).toEqual([{ name: "sessions", events: 3, seconds: expect.any(Number) }]);
});

test("a parameter that it doesn't know is named", async () => {
  const { key } = await createTestWorkspace();
  const answer = await call(readModelsEndpoint, { key, target: "/?name=sessions" });
  expect(answer.status).toBe(400);
  expect(jsonOf<{ errors: unknown }>(answer).errors).toMatchObject([{ path: "name" }]);
});
