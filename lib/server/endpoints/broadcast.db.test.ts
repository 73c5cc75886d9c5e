import { expect, test } from "vitest";
import type { AgentEvent } from "@/lib/contract/event";
import type { IngestAnswer } from "@/lib/contract/ingest";
import type { Problem } from "@/lib/contract/problem";
import type { EventPage } from "@/lib/contract/query";
import { prisma } from "../db/prisma";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { broadcastEndpoint } from "./broadcast";
import { eventsEndpoint } from "./events";
import { ingestEndpoint } from "./ingest";

withTestDatabase();

const stored = async ({ key }: TestWorkspace): Promise<AgentEvent[]> =>
  jsonOf<EventPage>(await call(eventsEndpoint, { key, target: "/?order=asc" })).events;
const broadcast = (workspace: TestWorkspace, target: string, body: unknown, headers: Record<string, string> = {}) =>
  call(broadcastEndpoint, { method: "POST", key: workspace.key, target, body, headers });

test("one event, the body as metadata, the room as category", async () => {
  const workspace = await createTestWorkspace();
  const answer = await broadcast(workspace, "/?event_type=canary.promoted&room=system", { share: 10 });
  expect(jsonOf<IngestAnswer>(answer)).toMatchObject({ accepted: 1, first_cursor: 1 });
  await broadcast(workspace, "/?event_type=canary.promoted&agent_id=deployer", '{"n":9007199254740993}');
  await broadcast(workspace, "/?event_type=canary.promoted&source=ci", "", { "content-type": "application/json" });
  expect(await stored(workspace)).toMatchObject([
    { category: "system", source: "api", metadata: { share: 10 } },
    { category: "custom", source: null, agent_id: "deployer", metadata: { n: "9007199254740993" } },
    { source: "ci", agent_id: null, metadata: {} },
  ]);
});

test("what is at fault is named", async () => {
  const workspace = await createTestWorkspace();
  expect((await broadcast(workspace, "/?event_type=Bad", {})).status).toBe(422);
  expect((await broadcast(workspace, "/?event_type=note", [])).status).toBe(422);
  expect((await broadcast(workspace, "/", {})).status).toBe(422);
  expect((await broadcast(workspace, "/?event_type=note", "{oops")).status).toBe(400);
  expect((await broadcast(workspace, "/?event_type=note", "a=b", { "content-type": "text/plain" })).status).toBe(415);
  const room = await broadcast(workspace, "/?event_type=note&room=attic", {});
  expect(room.status).toBe(422);
  expect(jsonOf<Problem>(room).errors).toMatchObject([{ path: "room" }]);
  for (const target of ["/?event_type=note&color=red", "/?event_type=note&event_type=note"]) {
    expect((await broadcast(workspace, target, {})).status).toBe(400);
  }
  expect(await stored(workspace)).toEqual([]);
});

test("a strict workspace takes the catalogue's types only, by ingest and by broadcast", async () => {
  const workspace = await createTestWorkspace();
  await prisma().workspace.update({ where: { id: workspace.id }, data: { strict: true } });
  const posted = [
    { event_type: "task_completed", agent_id: "a" },
    { event_type: "task_invented", agent_id: "a" },
  ];
  const answer = await call(ingestEndpoint, { method: "POST", key: workspace.key, body: posted });
  expect(answer.status).toBe(207);
  expect(jsonOf<IngestAnswer>(answer)).toMatchObject({
    accepted: 1,
    rejected: [{ index: 1, errors: [{ path: "event_type", message: expect.stringContaining("catalogue") }] }],
  });
  const refused = await broadcast(workspace, "/?event_type=canary.promoted", {});
  expect(refused.status).toBe(422);
  expect(jsonOf<Problem>(refused).errors).toMatchObject([{ path: "event_type" }]);
  expect((await broadcast(workspace, "/?event_type=workflow_started", {})).status).toBe(200);
  expect((await stored(workspace)).map(({ event_type }) => event_type)).toEqual(["task_completed", "workflow_started"]);
});
