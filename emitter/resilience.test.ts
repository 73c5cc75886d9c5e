import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { createEmitterBy } from "./create-emitter";
import type { EmitterOptions } from "./emitter-options";
import { collectHealth, createEmitter, type EventDraft } from "./index";
import { startRecordingServer } from "./recording-server";
import { createManualClock } from "./testing/manual-clock";

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** An emitter whose time stands still, and the times of the requests that it makes of a real server. */
async function stage(reply: (request: number) => { status: number; headers?: Record<string, string> }, options = {}) {
  const clock = createManualClock();
  const requestsAtMs: number[] = [];
  const server = await startRecordingServer((_, request) => {
    requestsAtMs.push(clock.nowMs());
    return reply(request);
  });
  servers.push(server);
  const emitter = createEmitterBy(clock, { url: server.url, apiKey: "k", ...options } satisfies EmitterOptions);
  return { clock, server, emitter, requestsAtMs };
}

const draft = (n: number): EventDraft => ({ event_type: "task_started", agent_id: "a", task_id: String(n) });
const drafts = (count: number) => Array.from({ length: count }, (_, n) => draft(n));
const taskIds = (events: object[]) => events.map((event) => Number((event as EventDraft).task_id));
const until = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 2 });

test("a batch leaves when its first event has waited for the interval", async () => {
  const { clock, server, emitter, requestsAtMs } = await stage(() => ({ status: 200 }), { flushIntervalMs: 2_000 });
  emitter.emit(draft(0));
  clock.advance(1_500);
  emitter.emit(draft(1));
  clock.advance(499);
  emitter.emit(draft(2));
  clock.advance(1);
  await until(() => expect(emitter.stats().sent).toBe(3));
  expect(server.batches.map(taskIds)).toEqual([[0, 1, 2]]);
  expect(requestsAtMs).toEqual([2_000]);
});

test("no interval is longer than five seconds", async () => {
  const { clock, emitter, requestsAtMs } = await stage(() => ({ status: 200 }), { flushIntervalMs: 60_000 });
  emitter.emit(draft(0));
  clock.advance(5_000);
  await until(() => expect(emitter.stats().sent).toBe(1));
  expect(requestsAtMs).toEqual([5_000]);
});

test("Retry-After is waited for to the millisecond, other trouble for the backoff", async () => {
  const { clock, emitter, requestsAtMs } = await stage((request) =>
    request === 1 ? { status: 503, headers: { "retry-after": "7" } } : { status: request === 2 ? 500 : 200 },
  );
  emitter.emit(draft(0));
  clock.advance(100);
  await until(() => expect(emitter.stats().failed).toBe(1));
  clock.advance(6_999);
  clock.advance(1);
  await until(() => expect(emitter.stats().failed).toBe(2));
  clock.advance(1_000);
  await until(() => expect(emitter.stats().sent).toBe(1));
  expect(requestsAtMs.slice(0, 2)).toEqual([100, 7_100]);
  expect(emitter.stats()).toMatchObject({ batches: 1, failed: 2, retries: 2 });
});

test("after five failures nothing is asked for a minute; then one request tries, and one that succeeds lets all go", async () => {
  let isUp = false;
  const options = { retriesMax: 0, batchEventsMax: 1 };
  const { clock, server, emitter, requestsAtMs } = await stage(() => ({ status: isUp ? 200 : 503 }), options);
  emitter.emitMany(drafts(10));
  await until(() => expect(emitter.stats().breaker).toBe("open"));
  expect(server.batches.map(taskIds)).toEqual([[0], [1], [2], [3], [4]]);
  expect(emitter.stats()).toMatchObject({ queued: 5, dropped: { network: 5 } });

  clock.advance(59_999);
  emitter.emit(draft(10));
  await emitter.flush();
  expect(emitter.health()).toMatchObject({ status: "failing" });
  clock.advance(1);
  await until(() => expect(emitter.stats().failed).toBe(6));
  await until(() => expect(emitter.stats().breaker).toBe("open"));

  isUp = true;
  clock.advance(59_999);
  clock.advance(1);
  await until(() => expect(emitter.stats()).toMatchObject({ breaker: "closed", queued: 0 }));
  expect(requestsAtMs.slice(5, 7)).toEqual([60_000, 120_000]);
  expect(server.batches.slice(6).map(taskIds)).toEqual([[6], [7], [8], [9], [10]]);
});

test("a 429 is patience asked for by a server that is well: the breaker stays closed", async () => {
  const patience = { status: 429, headers: { "retry-after": "0" } };
  const { clock, emitter } = await stage((n) => (n < 9 ? patience : { status: 200 }), { retriesMax: 10 });
  emitter.emit(draft(0));
  const flushed = emitter.flush();
  for (let n = 1; n < 9; n += 1) {
    await until(() => expect(emitter.stats().failed).toBe(n));
    expect(emitter.stats().breaker).toBe("closed");
    clock.advance(1);
  }
  await flushed;
  expect(emitter.stats()).toMatchObject({ sent: 1, failed: 8, retries: 8 });
});

test("a long request is packed, a short one is not", async () => {
  const { server, emitter } = await stage(() => ({ status: 200 }), { gzipBytesMin: 2_000 });
  emitter.emit(draft(0));
  await emitter.flush();
  emitter.emitMany(drafts(50));
  await emitter.flush();
  expect(server.headers.map((headers) => headers["content-encoding"])).toEqual([undefined, "gzip"]);
  expect(taskIds(server.batches[1] ?? [])).toEqual(taskIds(drafts(50)));
  expect(Number(server.headers[1]?.["content-length"])).toBeLessThan(4_000);
});

test("closing without a server gives up what memory holds, counted, without waiting for a minute", async () => {
  const { emitter, server, clock } = await stage(() => ({ status: 503 }), { retriesMax: 0, batchEventsMax: 1 });
  emitter.emitMany(drafts(8));
  await emitter.close();
  expect(server.batches).toHaveLength(5);
  expect(clock.nowMs()).toBe(0);
  expect(emitter.stats()).toMatchObject({ emitted: 8, sent: 0, queued: 0, dropped: { network: 8 } });
});

test("a wall clock that goes backwards changes neither the order nor what is sent", async () => {
  const { server, emitter } = await stage(() => ({ status: 200 }));
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 });
  onTestFinished(() => void vi.useRealTimers());
  for (const event of drafts(20)) {
    emitter.emit(event);
    vi.setSystemTime(Date.now() - 60_000);
  }
  await emitter.flush();
  const ids = server.batches.flat().map(({ event_id }) => event_id);
  expect(taskIds(server.batches.flat())).toEqual(taskIds(drafts(20)));
  expect([...ids].sort()).toEqual(ids);
});

test("without a listener, dropped events are a line on stderr now and then", async () => {
  const lines: string[] = [];
  const spy = vi.spyOn(console, "warn").mockImplementation((line) => void lines.push(String(line)));
  onTestFinished(() => spy.mockRestore());
  const { clock, emitter } = await stage(() => ({ status: 503 }), { retriesMax: 0, breakerFailuresMax: 100 });
  for (let n = 0; n < 3; n += 1) {
    emitter.emit(draft(n));
    await emitter.flush();
  }
  clock.advance(10_000);
  emitter.emit(draft(3));
  await emitter.flush();
  expect(lines).toEqual([
    "sightline: Sightline answered 503. 1 events were dropped.",
    "sightline: Sightline answered 503. 3 events were dropped.",
  ]);
});

test("health is the worst of all emitters', with the reasons", async () => {
  const { emitter: well } = await stage(() => ({ status: 200 }), { name: "well" });
  const { emitter: sick } = await stage(() => ({ status: 422 }), { name: "sick", onError() {} });
  well.emit(draft(0));
  await well.flush();
  expect(collectHealth([well, sick]).status).toBe("ok");
  sick.emit(draft(0));
  await sick.flush();
  expect(collectHealth([well, sick])).toMatchObject({
    status: "degraded",
    emitters: [
      { name: "well", status: "ok", reasons: [], stats: { sent: 1, lastError: null } },
      { name: "sick", status: "degraded", reasons: ["Sightline answered 422.", "Events were dropped: 1 refused."] },
    ],
  });
  expect(Date.parse(well.stats().lastSuccess ?? "")).toBeGreaterThan(0);
});

test("settings that make no sense make no emitter that can't work", async () => {
  const server = await startRecordingServer(() => ({ status: 200 }));
  servers.push(server);
  const nonsense = { batchEventsMax: Number.NaN, flushIntervalMs: -1, bufferEventsMax: 0, retriesMax: -3 };
  const emitter = createEmitter({ url: server.url, apiKey: "k", ...nonsense });
  emitter.emit(draft(0));
  await until(() => expect(emitter.stats().sent).toBe(1));
});
