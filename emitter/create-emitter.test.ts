import { afterEach, expect, test } from "vitest";
import { createEmitter, type EmitterOptions, type EventDraft } from "./index";
import { startRecordingServer } from "./recording-server";

type Server = Awaited<ReturnType<typeof startRecordingServer>>;
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function pair(reply: Parameters<typeof startRecordingServer>[0], options: Partial<EmitterOptions> = {}) {
  const server = await startRecordingServer(reply);
  servers.push(server);
  return { server, emitter: createEmitter({ url: server.url, apiKey: "key-1", source: "test", ...options }) };
}

const ok = () => ({ status: 200 });
const draft = (n: number): EventDraft => ({ event_type: "task_started", agent_id: "a", task_id: String(n) });
const drafts = (count: number) => Array.from({ length: count }, (_, n) => draft(n));

test("events arrive in order, at most 100 a batch, one request at a time, with the key", async () => {
  const { server, emitter } = await pair(ok);
  emitter.emitMany(drafts(250));
  await emitter.flush();
  expect(server.batches.map((batch) => batch.length)).toEqual([100, 100, 50]);
  expect(server.batches.flat()).toMatchObject(drafts(250).map((sent) => ({ ...sent, source: "test" })));
  expect(server.openMax()).toBe(1);
  expect(server.headers[0]?.authorization).toBe("Bearer key-1");
  expect(emitter.stats()).toMatchObject({ emitted: 250, sent: 250, queued: 0 });
});

test("a few events leave by themselves after the interval", async () => {
  const { promise, resolve } = deferred();
  const { server, emitter } = await pair(() => {
    resolve();
    return { status: 200 };
  });
  emitter.emitMany(drafts(3));
  await promise;
  expect(server.batches.map((batch) => batch.length)).toEqual([3]);
});

test("each event gets a UUIDv7 and its time at once, unless it brings its own", async () => {
  const { server, emitter } = await pair(ok);
  const own = { event_id: "0190b3a0-0000-7000-8000-000000000001", timestamp: "2026-01-02T03:04:05Z" };
  const before = Date.now();
  emitter.emitMany([draft(1), { ...draft(2), ...own }]);
  const after = Date.now();
  await emitter.close();
  const [made, kept] = server.batches.flat();
  expect(made?.event_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Date.parse(made?.timestamp ?? "")).toBeGreaterThanOrEqual(before);
  expect(Date.parse(made?.timestamp ?? "")).toBeLessThanOrEqual(after);
  expect(kept).toMatchObject(own);
});

test.each([408, 429, 500, 503])("after a %i the same events are sent again under the same ids", async (status) => {
  const headers = { "retry-after": "0" };
  const { server, emitter } = await pair((_, request) => (request === 1 ? { status, headers } : { status: 200 }));
  emitter.emitMany(drafts(5));
  await emitter.close();
  expect(server.batches).toHaveLength(2);
  expect(server.batches[1]).toEqual(server.batches[0]);
  expect(emitter.stats()).toMatchObject({ sent: 5, dropped: { network: 0 } });
});

test("trouble that outlasts the retries is counted as network", async () => {
  const { server, emitter } = await pair(() => ({ status: 503, headers: { "retry-after": "0" } }), { retriesMax: 2 });
  emitter.emitMany(drafts(4));
  await emitter.close();
  expect(server.batches).toHaveLength(3);
  expect(emitter.stats()).toMatchObject({ sent: 0, queued: 0, dropped: { network: 4 } });
});

test("a server that is not there is trouble too, never an exception", async () => {
  const { server, emitter } = await pair(ok, { retriesMax: 0 });
  server.close();
  emitter.emit(draft(1));
  await emitter.close();
  expect(emitter.stats().dropped).toEqual({ queueFull: 0, refused: 0, network: 1, spoolFull: 0, unreadable: 0 });
});

test("a 413 halves the batch until it fits, in order; one event that never fits is refused", async () => {
  const { server, emitter } = await pair((events) => ({
    status: events.length > 2 || events.some((event) => event.event_type === "huge") ? 413 : 200,
  }));
  emitter.emitMany([...drafts(5), { event_type: "huge" }]);
  await emitter.close();
  expect(server.batches.map((batch) => batch.length)).toEqual([6, 3, 2, 1, 3, 2, 1]);
  expect(emitter.stats()).toMatchObject({ sent: 5, dropped: { refused: 1 } });
});

test.each([400, 401, 403, 404, 422])("a %i is final: one request, counted as refused", async (status) => {
  const { server, emitter } = await pair(() => ({ status }));
  emitter.emitMany(drafts(3));
  await emitter.close();
  expect(server.batches).toHaveLength(1);
  expect(emitter.stats()).toMatchObject({ sent: 0, dropped: { refused: 3 } });
});

test("what a 207 rejects is refused, the rest is stored", async () => {
  const { emitter } = await pair(() => ({ status: 207, body: { accepted: 2, rejected: [{ index: 1, errors: [] }] } }));
  emitter.emitMany(drafts(3));
  await emitter.close();
  expect(emitter.stats()).toMatchObject({ sent: 2, dropped: { refused: 1 } });
});

test("a full buffer drops and counts what comes, and says so once", async () => {
  const told: string[] = [];
  const { server, emitter } = await pair(ok, { bufferEventsMax: 10, onError: ({ reason }) => told.push(reason) });
  emitter.emitMany(drafts(25));
  await emitter.close();
  expect(server.batches.flat()).toHaveLength(10);
  expect(emitter.stats()).toMatchObject({ emitted: 25, sent: 10, dropped: { queueFull: 15 } });
  expect(told).toEqual(["queueFull"]);
});

test("hostile drafts are refused without a word to the host, and the others go", async () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  const trap = Object.defineProperty({}, "event_type", { enumerable: true, get: explode });
  const hostile = [{ ...draft(1), metadata: cyclic }, { ...draft(2), metadata: { n: 1n } }, trap, null, "text"];
  const { server, emitter } = await pair(ok, { onError: explode });
  emitter.emitMany([...hostile, draft(3)] as EventDraft[]);
  await emitter.close();
  expect(server.batches.flat()).toMatchObject([draft(3)]);
  expect(emitter.stats()).toMatchObject({ sent: 1, dropped: { refused: 5 } });
});

test("after close everything is refused", async () => {
  const { server, emitter } = await pair(ok);
  await emitter.close();
  emitter.emit(draft(1));
  await emitter.flush();
  expect(server.batches).toEqual([]);
  expect(emitter.stats().dropped.refused).toBe(1);
});

function explode(): never {
  throw new Error("hostile");
}

function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
