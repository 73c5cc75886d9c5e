import { randomUUID } from "node:crypto";
import { v5 as uuid5 } from "uuid";
import { describe, expect, test } from "vitest";
import type { AgentEvent } from "@/lib/contract/event";
import type { IngestAnswer } from "@/lib/contract/ingest";
import type { Problem } from "@/lib/contract/problem";
import type { EventPage } from "@/lib/contract/query";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { broadcastEndpoint } from "./broadcast";
import { eventsEndpoint } from "./events";
import { ingestEndpoint } from "./ingest";

withTestDatabase();

const post = (workspace: TestWorkspace, body: unknown, headers: Record<string, string>) =>
  call(ingestEndpoint, { method: "POST", key: workspace.key, body, headers });
const stored = async ({ key }: TestWorkspace): Promise<AgentEvent[]> =>
  jsonOf<EventPage>(await call(eventsEndpoint, { key, target: "/?order=asc" })).events;
const structured = { "content-type": "application/cloudevents+json; charset=utf-8" };
const batched = { "content-type": "application/cloudevents-batch+json" };
const cloudEvent = { specversion: "1.0", id: "A-1", source: "/builds", type: "com.Example.Build.Done" };

describe("CloudEvents", () => {
  test("structured: attributes take our names, the rest is kept", async () => {
    const workspace = await createTestWorkspace();
    const event = {
      ...cloudEvent,
      time: "2026-11-17T14:06:12Z",
      subject: "build 7",
      agentid: "builder",
      sessionid: "s-1",
      status: "success",
      traceparent: "00-x",
      datacontenttype: "application/json",
      data: { ok: true },
    };
    expect((await post(workspace, event, structured)).status).toBe(200);
    expect((await stored(workspace))[0]).toMatchObject({
      event_id: uuid5("/builds A-1", uuid5.URL),
      event_type: "com.example.build.done",
      source: "/builds",
      timestamp: "2026-11-17T14:06:12.000000Z",
      operation: "build 7",
      agent_id: "builder",
      session_id: "s-1",
      status: "success",
      metadata: { ok: true, type: "com.Example.Build.Done", traceparent: "00-x", datacontenttype: "application/json" },
    });
  });

  test("source and id are its identity; an id that is a UUID stays", async () => {
    const workspace = await createTestWorkspace();
    const id = randomUUID();
    await post(workspace, [cloudEvent, { ...cloudEvent, id }], batched);
    const again = jsonOf<IngestAnswer>(
      await post(workspace, [cloudEvent, { ...cloudEvent, source: "/other" }], batched),
    );
    expect(again).toMatchObject({ accepted: 1, duplicates: 1 });
    expect((await stored(workspace)).map(({ event_id }) => event_id)).toContain(id);
  });

  test("an attribute never takes the place of the data or of a field of ours", async () => {
    const workspace = await createTestWorkspace();
    const event = {
      ...cloudEvent,
      data: { important: 1, kind: "x" },
      metadata: "m",
      kind: "k",
      cursor: "9",
      event_id: "e",
    };
    await post(workspace, event, structured);
    expect((await stored(workspace))[0]).toMatchObject({
      cursor: 1,
      event_type: "com.example.build.done",
      event_id: uuid5("/builds A-1", uuid5.URL),
      metadata: { important: 1, kind: "x", metadata: "m", cursor: "9", event_id: "e", extra: { kind: "k" } },
    });
  });

  test("each event of a batch is judged alone", async () => {
    const workspace = await createTestWorkspace();
    const { id: _, ...nameless } = cloudEvent;
    const answer = await post(workspace, [cloudEvent, nameless, { ...cloudEvent, specversion: "0.3" }, 5], batched);
    expect(answer.status).toBe(207);
    expect(jsonOf<IngestAnswer>(answer).rejected).toMatchObject([
      { index: 1, errors: [{ path: "id" }] },
      { index: 2, errors: [{ path: "specversion" }] },
      { index: 3, errors: [{ path: "" }] },
    ]);
  });

  test.each<[string, unknown, string, unknown]>([
    ["JSON", '{"a":1}', "application/json", { a: 1 }],
    ["text", "hello", "text/plain", { data: "hello" }],
    ["bytes", Buffer.from([0xff, 0x00]), "application/octet-stream", { data: "/wA=" }],
  ])("binary mode with %s as its data", async (_, body, contentType, metadata) => {
    const workspace = await createTestWorkspace();
    const headers = {
      "content-type": contentType,
      "ce-specversion": "1.0",
      "ce-id": "7",
      "ce-source": "/b%C3%BCro",
      "ce-type": "note",
    };
    expect((await post(workspace, body, headers)).status).toBe(200);
    expect((await stored(workspace))[0]).toMatchObject({ source: "/büro", event_type: "note", metadata });
  });
});

describe("broadcast", () => {
  const broadcast = (workspace: TestWorkspace, target: string, body: unknown) =>
    call(broadcastEndpoint, { method: "POST", key: workspace.key, target, body });

  test("one event, the body as metadata, the room as category", async () => {
    const workspace = await createTestWorkspace();
    const answer = await broadcast(workspace, "/?event_type=canary.promoted&room=system", { share: 10 });
    expect(jsonOf<IngestAnswer>(answer)).toMatchObject({ accepted: 1, first_cursor: 1 });
    await broadcast(workspace, "/?event_type=canary.promoted&agent_id=deployer", '{"n":9007199254740993}');
    expect(await stored(workspace)).toMatchObject([
      { category: "system", source: "api", metadata: { share: 10 } },
      { category: "custom", source: null, agent_id: "deployer", metadata: { n: "9007199254740993" } },
    ]);
  });

  test("what is at fault is named", async () => {
    const workspace = await createTestWorkspace();
    expect((await broadcast(workspace, "/?event_type=Bad", {})).status).toBe(422);
    expect((await broadcast(workspace, "/?event_type=note", [])).status).toBe(422);
    const room = await broadcast(workspace, "/?event_type=note&room=attic", {});
    expect(jsonOf<Problem>(room).errors).toMatchObject([{ path: "room" }]);
    expect((await broadcast(workspace, "/?event_type=note&color=red", {})).status).toBe(400);
    expect(await stored(workspace)).toEqual([]);
  });
});
