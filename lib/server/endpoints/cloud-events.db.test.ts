import { randomUUID } from "node:crypto";
import { v5 as uuid5 } from "uuid";
import { describe, expect, test } from "vitest";
import type { AgentEvent } from "@/lib/contract/event";
import type { IngestAnswer } from "@/lib/contract/ingest";
import type { EventPage } from "@/lib/contract/query";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
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

  test("what can't be an attribute is named, and the event beside it is kept", async () => {
    const workspace = await createTestWorkspace();
    const body = `[${[
      '{"specversion":"1.0","id":12345678901234567890,"source":"/b","type":"note"}',
      '{"specversion":"1.0","id":"\\ud800","source":"/b","type":"note"}',
      '{"specversion":"1.0","id":"1","source":"\\ud800","type":"note"}',
      '{"specversion":"1.0","id":"2","source":"/b","type":"note","data_base64":5}',
      '{"specversion":"1.0","id":"3","source":"/b","type":"note"}',
    ]}]`;
    const answer = await post(workspace, body, batched);
    expect(answer.status).toBe(207);
    expect(jsonOf<IngestAnswer>(answer).rejected).toMatchObject([
      { index: 0, errors: [{ path: "id" }] },
      { index: 1, errors: [{ path: "id" }] },
      { index: 2, errors: [{ path: "source" }] },
      { index: 3, errors: [{ path: "data_base64" }] },
    ]);
    expect(await stored(workspace)).toHaveLength(1);
  });

  test("a structured event may repeat its attributes as headers", async () => {
    const workspace = await createTestWorkspace();
    const repeated = { ...structured, "ce-specversion": "1.0", "ce-id": "A-1", "ce-source": "/builds", "ce-type": "x" };
    await post(workspace, { ...cloudEvent, data: { ok: true } }, repeated);
    expect(await stored(workspace)).toMatchObject([{ event_type: "com.example.build.done", metadata: { ok: true } }]);
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
