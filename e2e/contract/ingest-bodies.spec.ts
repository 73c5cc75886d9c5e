import { randomUUID } from "node:crypto";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { expect } from "@playwright/test";
import type { AgentEvent } from "@/lib/contract/event";
import type { Caller } from "../api";
import { onEachMount, test } from "./mounts";
import { postBody } from "./post-body";

const json = { "content-type": "application/json" };
const metadata = { "": 1, deep: [{ a: [null, true, "ü😀\u2028"] }], n: [0.1, 1e21, 9007199254740991] };
const event = (event_id: string) => ({ event_type: "task_completed", agent_id: "a", event_id, metadata });
const cloudEvent = (id: string) => ({
  specversion: "1.0",
  id,
  source: "/builds",
  type: "task_completed",
  agentid: "a",
  data: metadata,
});

async function readBack({ url, apiKey }: Caller, eventId: string): Promise<AgentEvent> {
  const answer = await fetch(`${url}/api/v1/events/${eventId}`, { headers: { "x-api-key": apiKey } });
  expect(answer.status).toBe(200);
  return (await answer.json()) as AgentEvent;
}

const forms: Record<string, (id: string) => { body: string; headers?: Record<string, string> }> = {
  "an envelope": (id) => ({ body: JSON.stringify({ events: [event(id)], batch_id: "b-1" }), headers: json }),
  "a bare array": (id) => ({ body: JSON.stringify([event(id)]), headers: json }),
  "one event": (id) => ({ body: JSON.stringify(event(id)), headers: json }),
  "no content type": (id) => ({ body: JSON.stringify(event(id)) }),
  "a content type with parameters": (id) => ({
    body: JSON.stringify(event(id)),
    headers: { "content-type": "Application/JSON; charset=utf-8" },
  }),
  NDJSON: (id) => ({
    body: `\n${JSON.stringify(event(id))}\r\n\n`,
    headers: { "content-type": "application/x-ndjson", "x-event-count": "1" },
  }),
  "a CloudEvent": (id) => ({
    body: JSON.stringify(cloudEvent(id)),
    headers: { "content-type": "application/cloudevents+json" },
  }),
  "a batch of CloudEvents": (id) => ({
    body: JSON.stringify([cloudEvent(id)]),
    headers: { "content-type": "application/cloudevents-batch+json; charset=utf-8" },
  }),
  "a CloudEvent by its headers": (id) => ({
    body: JSON.stringify(metadata),
    headers: {
      ...json,
      "ce-specversion": "1.0",
      "ce-id": id,
      "ce-source": "/builds",
      "ce-type": "task_completed",
      "ce-agentid": "a",
    },
  }),
};

const encodings: Record<string, [string, (text: string) => Uint8Array<ArrayBuffer>]> = {
  "as it is": ["identity", (text) => Buffer.from(text)],
  gzip: ["gzip", gzipSync],
  deflate: ["deflate", deflateSync],
  "deflate without its header": ["deflate", deflateRawSync],
  br: ["br", brotliCompressSync],
};

onEachMount(() => {
  for (const [form, make] of Object.entries(forms)) {
    test(`${form} is taken in every encoding and reads back equal`, async ({ caller }) => {
      for (const [encoding, encode] of Object.values(encodings)) {
        const id = randomUUID();
        const { body, headers } = make(id);
        const told = await postBody(caller, encode(body), { ...headers, "content-encoding": encoding });
        expect(told.status).toBe(200);
        expect(told.body).toMatchObject({ accepted: 1, duplicates: 0, rejected: [] });
        const read = await readBack(caller, id);
        expect(read).toMatchObject({ cursor: told.body.first_cursor, agent_id: "a", category: "tasks", status: null });
        expect(read.metadata).toEqual(form.includes("CloudEvent") ? expect.objectContaining(metadata) : metadata);
      }
    });
  }

  test("the answer tells what became of each event, and cursors follow the order sent", async ({ caller }) => {
    const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
    const first = await postBody(caller, JSON.stringify([event(a)]), json);
    const cursor = first.body.last_cursor ?? 0;
    const batch = [event(b), event(a), { ...event(randomUUID()), status: "great" }, event(c), event(b)];
    const told = await postBody(caller, JSON.stringify({ events: batch, batch_id: "b-7" }), json);
    expect(told.status).toBe(207);
    expect(told.body).toEqual({
      accepted: 2,
      duplicates: 2,
      rejected: [
        {
          index: 2,
          event_id: batch[2]?.event_id,
          errors: [{ path: "status", message: "Must be one of success, failure, denied." }],
        },
      ],
      first_cursor: cursor + 1,
      last_cursor: cursor + 2,
      batch_id: "b-7",
    });
    expect((await readBack(caller, b)).cursor).toBe(cursor + 1);
    expect((await readBack(caller, c)).cursor).toBe(cursor + 2);
    const again = await postBody(caller, JSON.stringify([event(a), event(b), event(c)]), json);
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ accepted: 0, duplicates: 3, first_cursor: null, last_cursor: null });
  });

  test("an empty list is a 200 that accepted nothing; 1,000 events and 5 MiB fit", async ({ caller }) => {
    const empty = await postBody(caller, '{"events":[]}', json);
    expect(empty.status).toBe(200);
    expect(empty.body).toMatchObject({ accepted: 0, duplicates: 0, rejected: [], first_cursor: null });
    const told = await postBody(caller, JSON.stringify(Array.from({ length: 1_000 }, () => event(randomUUID()))), json);
    expect(told.body).toMatchObject({ accepted: 1_000 });
    const largest = '{"event_type":"note","agent_id":"a"}'.padEnd(5 * 1024 * 1024, " ");
    expect((await postBody(caller, largest, json)).body).toMatchObject({ accepted: 1 });
  });

  test("X-Event-Source is the default source; RateLimit headers tell what is left", async ({ caller }) => {
    const id = randomUUID();
    const headers = { ...json, "x-event-source": "codex", "x-event-count": "1" };
    const told = await postBody(caller, JSON.stringify({ event_type: "note", event_id: id }), headers);
    expect(told.status).toBe(200);
    expect(told.headers.get("ratelimit")).toMatch(/r=\d+/);
    expect(told.headers.get("ratelimit-policy")).toMatch(/q=\d+/);
    expect(await readBack(caller, id)).toMatchObject({ source: "codex", agent_id: null });
  });
});
