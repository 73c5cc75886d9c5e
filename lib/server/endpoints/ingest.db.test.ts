import { randomUUID } from "node:crypto";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { AgentEvent } from "@/lib/contract/event";
import type { IngestAnswer } from "@/lib/contract/ingest";
import type { Problem } from "@/lib/contract/problem";
import {
  call,
  createTestWorkspace,
  jsonOf,
  storedCursors,
  type TestWorkspace,
  withTestDatabase,
} from "../testing/test-workspace";
import { eventEndpoint, eventsEndpoint } from "./events";
import { ingestEndpoint } from "./ingest";

withTestDatabase();

type Headers = Record<string, string>;
const post = (workspace: TestWorkspace, body: unknown, headers: Headers = {}) =>
  call(ingestEndpoint, { method: "POST", key: workspace.key, body, headers });
const ingest = async (workspace: TestWorkspace, body: unknown, headers: Headers = {}) =>
  jsonOf<IngestAnswer>(await post(workspace, body, headers));
const readBack = async (workspace: TestWorkspace, eventId: string) =>
  jsonOf<AgentEvent>(await call(eventEndpoint, { key: workspace.key, params: { event_id: eventId } }));
const storeOne = async (event: Record<string, unknown>, headers: Headers = {}) => {
  const workspace = await createTestWorkspace();
  const event_id = randomUUID();
  const answer = await ingest(workspace, { event_type: "note", agent_id: "a", event_id, ...event }, headers);
  expect(answer).toMatchObject({ accepted: 1, rejected: [] });
  return readBack(workspace, event_id);
};
const rejectionOf = async (event: unknown) => {
  const workspace = await createTestWorkspace();
  const answer = await post(workspace, { events: [event] });
  expect(answer.status).toBe(422);
  expect(await storedCursors(workspace.id)).toEqual([]);
  return jsonOf<Problem & IngestAnswer>(answer).rejected[0]?.errors ?? [];
};

describe("what was acknowledged is stored", () => {
  test("events of one request get consecutive cursors in the order sent", async () => {
    const workspace = await createTestWorkspace();
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    const events = ids.map((event_id) => ({ event_type: "note", agent_id: "a", event_id }));
    expect(await ingest(workspace, { events, batch_id: "b-1" })).toEqual({
      accepted: 3,
      duplicates: 0,
      rejected: [],
      first_cursor: 1,
      last_cursor: 3,
      batch_id: "b-1",
    });
    expect(await storedCursors(workspace.id)).toEqual(ids.map((event_id, i) => ({ cursor: i + 1, event_id })));
  });

  test("a repeated batch changes nothing and says so", async () => {
    const workspace = await createTestWorkspace();
    const events = [1, 2].map(() => ({ event_type: "note", agent_id: "a", event_id: randomUUID() }));
    await ingest(workspace, events);
    const again = await ingest(workspace, events);
    expect(again).toMatchObject({ accepted: 0, duplicates: 2, first_cursor: null, last_cursor: null });
    expect(await storedCursors(workspace.id)).toHaveLength(2);
  });

  test("an id that occurs twice in one batch is stored once, case aside", async () => {
    const workspace = await createTestWorkspace();
    const event = { event_type: "note", agent_id: "a", event_id: randomUUID() };
    const answer = await ingest(workspace, [event, { ...event, event_id: event.event_id.toUpperCase() }]);
    expect(answer).toMatchObject({ accepted: 1, duplicates: 1, first_cursor: 1, last_cursor: 1 });
  });

  test("a bad event doesn't sink the good ones beside it", async () => {
    const workspace = await createTestWorkspace();
    const good = { event_type: "note", agent_id: "a" };
    const answer = await post(workspace, { events: [good, { ...good, status: "great" }, 7, good] });
    expect(answer.status).toBe(207);
    expect(jsonOf<IngestAnswer>(answer)).toMatchObject({
      accepted: 2,
      first_cursor: 1,
      last_cursor: 2,
      rejected: [
        { index: 1, errors: [{ path: "status", message: "Must be one of success, failure, denied." }] },
        { index: 2, errors: [{ path: "", message: "Must be a JSON object." }] },
      ],
    });
  });

  test("an empty list is accepted as nothing", async () => {
    const workspace = await createTestWorkspace();
    expect(await ingest(workspace, [])).toMatchObject({ accepted: 0, rejected: [] });
  });

  test("a key of one workspace never writes to another", async () => {
    const [mine, other] = [await createTestWorkspace(), await createTestWorkspace()];
    const answer = await call(ingestEndpoint, {
      method: "POST",
      target: `/?workspace=${other.slug}`,
      key: mine.key,
      body: { event_type: "note", agent_id: "a" },
    });
    expect(answer.status).toBe(404);
    expect(await storedCursors(other.id)).toEqual([]);
    expect(await storedCursors(mine.id)).toEqual([]);
  });
});

describe("bodies", () => {
  const event = { event_type: "note", agent_id: "a" };
  const text = JSON.stringify(event);
  test.each([
    ["one object", event, {}],
    ["an array", [event], {}],
    ["an envelope", { events: [event] }, {}],
    ["no content type", text, {}],
    ["NDJSON with blank lines", `${text}\n\n`, { "content-type": "application/x-ndjson" }],
    ["gzip", gzipSync(text), { "content-encoding": "gzip" }],
    ["deflate", deflateSync(text), { "content-encoding": "deflate" }],
    ["deflate without its header", deflateRawSync(text), { "content-encoding": "deflate" }],
    ["br", brotliCompressSync(text), { "content-encoding": "br" }],
    ["the announced count", [event], { "x-event-count": "1" }],
  ])("%s is taken", async (_, body, headers) => {
    expect(await ingest(await createTestWorkspace(), body, headers as Headers)).toMatchObject({ accepted: 1 });
  });

  test.each([
    ["truncated JSON", '{"events": [', {}, 400],
    ["a bare number", "5", {}, 422],
    ["events that are no list", { events: 5 }, {}, 422],
    ["a batch_id with NUL", { events: [event], batch_id: "a\0" }, {}, 422],
    ["a batch_id that is a huge number", '{"events":[],"batch_id":12345678901234567890}', {}, 422],
    ["bad gzip", "nope", { "content-encoding": "gzip" }, 400],
    ["an unknown encoding", text, { "content-encoding": "zstd" }, 415],
    ["an unknown type", text, { "content-type": "text/csv" }, 415],
    ["bytes that are no UTF-8", Buffer.from([0x22, 0xff, 0x22]), {}, 400],
    ["a count that differs", [event], { "x-event-count": "2" }, 400],
    ["1,001 events", Array.from({ length: 1_001 }, () => event), {}, 413],
    ["5 MiB + 1", Buffer.alloc(5 * 1024 * 1024 + 1, 0x20), {}, 413],
    ["a bomb", gzipSync(Buffer.alloc(21 * 1024 * 1024, 0x20)), { "content-encoding": "gzip" }, 413],
  ])("%s is a problem answer and stores nothing", async (_, body, headers, status) => {
    const workspace = await createTestWorkspace();
    const answer = await post(workspace, body, headers as Headers);
    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(jsonOf<Problem>(answer)).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
    expect(await storedCursors(workspace.id)).toEqual([]);
  });

  test("a body that isn't JSON is not repeated in the answer", async () => {
    const answer = await post(await createTestWorkspace(), '{"password": hunter2secret}');
    expect(JSON.stringify(answer)).not.toContain("hunter2");
  });

  test("millions of escapes beside a number that a double can't hold are read all the same", async () => {
    const escapes = '\\"'.repeat(2_000_000);
    const body = `[{"event_type":"note","agent_id":"a","metadata":{"n":12345678901234567890}},{"x":"${escapes}"}]`;
    const workspace = await createTestWorkspace();
    expect(await ingest(workspace, gzipSync(body), { "content-encoding": "gzip" })).toMatchObject({ accepted: 1 });
  });

  test("a line that is no JSON is rejected at its index, the others are kept", async () => {
    const workspace = await createTestWorkspace();
    const answer = await ingest(workspace, `${text}\n\n{oops\n${text}`, { "content-type": "application/x-ndjson" });
    expect(answer).toMatchObject({ accepted: 2, rejected: [{ index: 1 }] });
  });

  test("a line that is no UTF-8 costs only itself", async () => {
    const workspace = await createTestWorkspace();
    const bad = Buffer.from('{"event_type":"note","agent_id":"\xff"}', "latin1");
    const body = Buffer.concat([Buffer.from(`${text}\n`), bad, Buffer.from(`\n${text}`)]);
    const answer = await ingest(workspace, body, { "content-type": "application/x-ndjson" });
    expect(answer).toMatchObject({ accepted: 2, rejected: [{ index: 1 }] });
  });
});

describe("one event", () => {
  test("reads back with every field present", async () => {
    const before = Date.now() - 1;
    const event = await storeOne({ event_type: "task_failed", timestamp: "2026-11-17T16:06:12.4821239+02:00" });
    expect(event).toEqual({
      cursor: 1,
      event_id: event.event_id,
      event_type: "task_failed",
      timestamp: "2026-11-17T14:06:12.482123Z",
      received_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      agent_id: "a",
      agent_name: null,
      agent_role: null,
      operation: null,
      source: null,
      status: null,
      severity: "error",
      session_id: null,
      task_id: null,
      trace_id: null,
      correlation_id: null,
      project: null,
      category: "tasks",
      metadata: {},
      api_key: expect.stringMatching(/^sl_/),
      origin: "live",
    });
    expect(Date.parse(event.received_at)).toBeGreaterThanOrEqual(before);
  });

  test("without a timestamp it happened when it was received", async () => {
    const event = await storeOne({});
    expect(event.timestamp).toBe(event.received_at);
  });

  test("aliases are understood, a name wins over its alias, null means absent", async () => {
    const event = await storeOne({
      event_type: null,
      kind: "task.completed",
      system: "codex",
      source: "claude-code",
      data: { a: 1 },
      time: "2026-01-01T00:00:00Z",
      operation: null,
    });
    expect(event).toMatchObject({
      event_type: "task.completed",
      source: "claude-code",
      metadata: { a: 1 },
      timestamp: "2026-01-01T00:00:00.000000Z",
      operation: null,
    });
  });

  test("unknown fields are kept under metadata, beside a taken name under extra", async () => {
    const event = await storeOne({ color: "red", size: 3, metadata: { color: "blue" } });
    expect(event.metadata).toEqual({ color: "blue", size: 3, extra: { color: "red" } });
  });

  test("identifiers inside metadata are lifted and stay; the top level wins", async () => {
    const event = await storeOne({ task_id: "t-top", metadata: { task_id: "t-meta", session_id: "s-1" } });
    expect(event).toMatchObject({
      task_id: "t-top",
      session_id: "s-1",
      metadata: { task_id: "t-meta", session_id: "s-1" },
    });
  });

  test("what the server sets itself is ignored when posted", async () => {
    const event = await storeOne({ cursor: 77, received_at: "x", api_key: "x", origin: "import" });
    expect(event).toMatchObject({ cursor: 1, origin: "live", metadata: {} });
  });

  test("X-Event-Source is the default source", async () => {
    expect(await storeOne({ agent_id: null }, { "x-event-source": "codex" })).toMatchObject({
      source: "codex",
      agent_id: null,
    });
    expect(await storeOne({ source: "mine" }, { "x-event-source": "codex" })).toMatchObject({ source: "mine" });
  });

  test("metadata reads back equal, odd keys and characters included", async () => {
    const metadata = JSON.parse(
      '{"__proto__": {"x": 1}, "": "", "line\\nbreak": "\\r\\n\\u2028", "emoji": "👩‍💻", "n": [0.1, -0, 1e21, 9007199254740991], "nested": {"a": [[], {}, null, true]}}',
    );
    const workspace = await createTestWorkspace();
    const event_id = randomUUID();
    await ingest(workspace, { event_type: "note", agent_id: "a", event_id, metadata });
    const read = await readBack(workspace, event_id);
    expect(JSON.stringify(read.metadata)).toBe(JSON.stringify(metadata));
  });

  test("a number that a double can't hold becomes text with the same digits, and truncated says so", async () => {
    const workspace = await createTestWorkspace();
    const event_id = randomUUID();
    const body = `{"event_type":"note","agent_id":"a","event_id":"${event_id}","metadata":{"big":9007199254740993,"huge":1e400,"list":[12345678901234567890, 1.50],"safe":1e2,"text":"9007199254740993"}}`;
    await ingest(workspace, body);
    const { metadata } = await readBack(workspace, event_id);
    expect(metadata).toMatchObject({
      big: "9007199254740993",
      huge: "1e400",
      list: ["12345678901234567890", 1.5],
      safe: 100,
      text: "9007199254740993",
    });
    expect(metadata.truncated).toMatchObject([
      { path: "metadata.big", reason: "number", bytes: 16 },
      { path: "metadata.huge" },
      { path: "metadata.list[0]" },
    ]);
  });

  test.each<[string, unknown, string]>([
    ["no type", { agent_id: "a" }, "event_type"],
    ["a type in capitals", { event_type: "Task", agent_id: "a" }, "event_type"],
    ["a type of ours", { event_type: "sightline.reset", agent_id: "a" }, "event_type"],
    ["our source", { event_type: "note", source: "sightline" }, "source"],
    ["nobody who says it", { event_type: "note" }, "agent_id"],
    ["an id that is no UUID", { event_type: "note", agent_id: "a", event_id: "1" }, "event_id"],
    ["a time without a zone", { event_type: "note", agent_id: "a", timestamp: "2026-01-01T00:00:00" }, "timestamp"],
    ["a day that isn't", { event_type: "note", agent_id: "a", timestamp: "2026-02-30T00:00:00Z" }, "timestamp"],
    ["the year 1999", { event_type: "note", agent_id: "a", timestamp: "1999-12-31T23:59:59Z" }, "timestamp"],
    ["a number for a name", { event_type: "note", agent_id: 5 }, "agent_id"],
    ["empty text", { event_type: "note", agent_id: "a", project: "" }, "project"],
    ["201 characters", { event_type: "note", agent_id: "é".repeat(201) }, "agent_id"],
    ["NUL in a field", { event_type: "note", agent_id: "a\0" }, "agent_id"],
    ["NUL in metadata", { event_type: "note", agent_id: "a", metadata: { x: ["\0"] } }, "metadata.x[0]"],
    ["a lone surrogate in metadata", { event_type: "note", agent_id: "a", metadata: { x: "\ud800" } }, "metadata.x"],
    ["metadata that is a list", { event_type: "note", agent_id: "a", metadata: [] }, "metadata"],
    ["metadata over 64 KiB", { event_type: "note", agent_id: "a", metadata: { x: "x".repeat(65_536) } }, "metadata"],
    ["a denial without its operation", { event_type: "operation_denied", agent_id: "a" }, "operation"],
    ["an unknown category", { event_type: "note", agent_id: "a", category: "misc" }, "category"],
  ])("%s is rejected by the field's name", async (_, event, path) => {
    expect(await rejectionOf(event)).toMatchObject([{ path }]);
  });

  test("200 characters outside the basic plane and exactly 64 KiB of metadata are kept", async () => {
    const fill = "x".repeat(65_536 - '{"x":""}'.length);
    const event = await storeOne({ agent_id: "😀".repeat(200), metadata: { x: fill } });
    expect(event.metadata).toEqual({ x: fill });
  });

  test("metadata 32 levels deep is kept, 33 are rejected", async () => {
    const nest = (levels: number): unknown => (levels === 0 ? 1 : { a: nest(levels - 1) });
    await storeOne({ metadata: nest(32) });
    const [error] = await rejectionOf({ event_type: "note", agent_id: "a", metadata: nest(33) });
    expect(error?.path).toMatch(/^metadata(\.a)+$/);
  });
});

describe("credentials", () => {
  const body = { event_type: "note", agent_id: "a" };
  test("none, or bad ones, are a 401", async () => {
    for (const headers of [
      {},
      { authorization: "Bearer nope" },
      { authorization: "Basic eDp5" },
      { "x-api-key": "nope" },
    ]) {
      const answer = await call(ingestEndpoint, { method: "POST", body, headers: headers as Headers });
      expect(answer.status).toBe(401);
    }
  });

  test("a key also comes by X-API-Key", async () => {
    const { key } = await createTestWorkspace();
    expect((await call(ingestEndpoint, { method: "POST", body, headers: { "x-api-key": key } })).status).toBe(200);
  });

  test("a page of another site may send a key of its own; what a browser adds by itself authorises nothing", async () => {
    const { key } = await createTestWorkspace();
    const foreign = { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" };
    expect((await call(ingestEndpoint, { method: "POST", key, body, headers: foreign })).status).toBe(200);
    expect((await call(ingestEndpoint, { method: "POST", body, headers: foreign })).status).toBe(403);
  });

  test("another method is a 405 with Allow", async () => {
    const answer = await call(ingestEndpoint, { method: "GET" });
    expect(answer).toMatchObject({ status: 405, headers: { allow: "POST" } });
  });

  test("an unknown parameter is a 400 that names it", async () => {
    const { key } = await createTestWorkspace();
    const answer = await call(ingestEndpoint, { method: "POST", key, body, target: "/?source=x" });
    expect(answer.status).toBe(400);
    expect(jsonOf<Problem>(answer).errors).toMatchObject([{ path: "source" }]);
  });
});

test("a page of the log holds what was stored", async () => {
  const workspace = await createTestWorkspace();
  await ingest(
    workspace,
    [1, 2, 3].map((n) => ({ event_type: "note", agent_id: "a", metadata: { n } })),
  );
  const page = jsonOf<{ events: AgentEvent[]; head: number; floor: number }>(
    await call(eventsEndpoint, { key: workspace.key }),
  );
  expect(page.events.map(({ cursor }) => cursor)).toEqual([3, 2, 1]);
  expect(page).toMatchObject({ head: 3, floor: 1 });
});
