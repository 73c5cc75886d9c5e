import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { createEmitterBy } from "./create-emitter";
import { createEmitter, type EventDraft } from "./index";
import { startRecordingServer } from "./recording-server";
import { spoolState } from "./spool/spool-state";
import { createManualClock } from "./testing/manual-clock";
import { bundleEmitterProgram } from "./testing/run-program";
import { spoolFolder } from "./testing/spool-folder";

let program: Awaited<ReturnType<typeof bundleEmitterProgram>>;
beforeAll(async () => {
  program = await bundleEmitterProgram();
});
afterAll(() => program.remove());

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function start(reply: Parameters<typeof startRecordingServer>[0]) {
  const server = await startRecordingServer(reply);
  servers.push(server);
  return server;
}

const draft = (n: number): EventDraft => ({ event_type: "task_started", agent_id: "a", task_id: String(n) });
const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, n) => from + n);
const until = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 2 });
type Server = Awaited<ReturnType<typeof startRecordingServer>>;
const arrived = (server: Server, name = "a") =>
  server.batches
    .flat()
    .map((event) => event as EventDraft)
    .filter((event) => event.agent_id === name)
    .map((event) => Number(event.task_id));

/** An address at which nothing listens. */
async function deadUrl(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

test("killed by SIGKILL right after emit, a process loses nothing: the next one sends it, once and in order", async () => {
  const directory = spoolFolder();
  const options = { url: await deadUrl(), apiKey: "k", spool: { directory } };
  const { signal } = await program.run({ options, name: "a", count: 500, next: "kill" }).ended;
  expect(signal).toBe("SIGKILL");
  const server = await start(() => ({ status: 200 }));
  const emitter = createEmitter({ ...options, url: server.url });
  emitter.emit(draft(500));
  await emitter.close();
  expect(arrived(server)).toEqual(numbers(501));
  expect(emitter.stats()).toMatchObject({ emitted: 1, takenOver: 500, sent: 501, queued: 0, spooled: 0 });
  expect(readdirSync(directory)).toEqual([]);
});

test("two processes share a spool: each sends its own, and one sends what the other died with", async () => {
  const directory = spoolFolder();
  let isUp = false;
  const server = await start(() => ({ status: isUp ? 200 : 503 }));
  const spool = { directory, takeOverMs: 20 };
  const options = { url: server.url, apiKey: "k", retriesMax: 0, breakerOpenMs: 50, spool };
  const first = program.run({ options, name: "first", count: 300, next: "wait" });
  const second = program.run({ options, name: "second", count: 300, next: "wait" });
  onTestFinished(() => void second.child.kill("SIGKILL"));
  await Promise.all([first.line(), second.line()]);
  first.child.kill("SIGKILL");
  await first.ended;
  expect(spoolState(directory).records).toBe(600);
  server.batches.splice(0);
  isUp = true;
  await until(() => expect(spoolState(directory).records).toBe(0));
  expect(new Set(arrived(server, "first"))).toEqual(new Set(numbers(300)));
  expect(new Set(arrived(server, "second"))).toEqual(new Set(numbers(300)));
});

test("after an hour without the server everything arrives once, in order, for few requests in between", async () => {
  const clock = createManualClock();
  let isUp = false;
  const server = await start(() => ({ status: isUp ? 200 : 503 }));
  const options = { url: server.url, apiKey: "k", bufferEventsMax: 10, spool: { directory: spoolFolder() } };
  const emitter = createEmitterBy(clock, options);
  for (let second = 0; second < 3_600; second += 1) {
    emitter.emit(draft(second));
    await clock.pass(1_000);
  }
  expect(emitter.stats()).toMatchObject({ emitted: 3_600, sent: 0, queued: 3_600, spooled: 3_600 });
  expect(server.batches.length).toBeLessThanOrEqual(65);
  server.batches.splice(0);
  isUp = true;
  while (emitter.stats().queued > 0) await clock.pass(1_000);
  expect(arrived(server)).toEqual(numbers(3_600));
  expect(emitter.stats()).toMatchObject({ sent: 3_600, dropped: { network: 0, queueFull: 0, spoolFull: 0 } });
});

test("new events queue behind the backlog", async () => {
  const directory = spoolFolder();
  const gone = createEmitter({ url: await deadUrl(), apiKey: "k", retriesMax: 0, spool: { directory } });
  for (const n of numbers(250)) gone.emit(draft(n));
  await gone.close();
  expect(gone.stats()).toMatchObject({ sent: 0, queued: 250, spooled: 250, dropped: { network: 0 } });
  const server = await start(() => ({ status: 200 }));
  const emitter = createEmitter({ url: server.url, apiKey: "k", spool: { directory } });
  for (const n of numbers(150, 250)) emitter.emit(draft(n));
  await emitter.flush();
  expect(arrived(server)).toEqual(numbers(400));
  await emitter.close();
});

test("an emitter that is given nothing looks every half minute for what others left", async () => {
  const spool = { directory: spoolFolder() };
  const clock = createManualClock();
  const server = await start(() => ({ status: 200 }));
  const idle = createEmitterBy(clock, { url: server.url, apiKey: "k", spool });
  await idle.flush();
  const gone = createEmitter({ url: await deadUrl(), apiKey: "k", retriesMax: 0, spool });
  gone.emit(draft(0));
  await gone.close();
  await clock.pass(30_000);
  await until(() => expect(idle.stats()).toMatchObject({ emitted: 0, takenOver: 1, sent: 1 }));
  expect(arrived(server)).toEqual([0]);
});

test("what is refused for good leaves the spool, counted", async () => {
  const directory = spoolFolder();
  const server = await start((events) => ({ status: events.length > 1 ? 413 : 422 }));
  const emitter = createEmitter({ url: server.url, apiKey: "k", onError() {}, spool: { directory } });
  for (const n of numbers(4)) emitter.emit(draft(n));
  await emitter.close();
  expect(emitter.stats()).toMatchObject({ queued: 0, dropped: { refused: 4 } });
  expect(readdirSync(directory)).toEqual([]);
});

test("a full spool drops its oldest events, and emitted is always sent, queued and dropped together", async () => {
  const directory = spoolFolder();
  let isUp = false;
  const server = await start(() => ({ status: isUp ? 200 : 503 }));
  const emitter = createEmitter({
    url: server.url,
    apiKey: "k",
    retriesMax: 0,
    breakerOpenMs: 20,
    onError() {},
    spool: { directory, bytesMax: 64 * 1024 },
  });
  for (const n of numbers(1_000)) emitter.emit(draft(n));
  isUp = true;
  await until(() => expect(emitter.stats()).toMatchObject({ queued: 0, breaker: "closed" }));
  const { sent, dropped } = emitter.stats();
  expect(sent + dropped.spoolFull).toBe(1_000);
  expect(dropped.spoolFull).toBeGreaterThan(0);
  const successful = arrived(server).slice(-sent);
  expect(successful).toEqual(numbers(sent, 1_000 - sent));
  await emitter.close();
});

/** The limit is on a file, so a new segment takes what comes when the old one took no more. */
test.each([
  ["from the start", "ulimit -f 0", 0, ["disk"]],
  ["in the middle of a record", "ulimit -f 20", 1, ["disk"]],
])("a disk that is full %s: everything arrives, once and in order", async (_, limit, spooledLater, told) => {
  const server = await start(() => ({ status: 200 }));
  const options = { url: server.url, apiKey: "k", spool: { directory: spoolFolder() } };
  const run = program.run({ options, name: "a", count: 250, next: "close" }, `trap "" XFSZ; ${limit}`);
  const { stats, spooled, troubles } = JSON.parse((await run.ended).lines[0] ?? "");
  expect(arrived(server)).toEqual(numbers(251));
  expect(stats).toMatchObject({ emitted: 251, sent: 251, queued: 0, spooled: 0 });
  expect(stats.lastError.message).toMatch(/^The spool takes no events: /);
  expect({ spooled, troubles }).toEqual({ spooled: spooledLater, troubles: told });
});

test("the key is in no name and no file of the spool", async () => {
  const state = spoolFolder();
  vi.stubEnv("XDG_STATE_HOME", state);
  onTestFinished(() => void vi.unstubAllEnvs());
  const options = { url: await deadUrl(), apiKey: "sl_secret_key", retriesMax: 0, spool: true };
  const emitter = createEmitter(options);
  const other = createEmitter({ ...options, apiKey: "sl_another_key" });
  emitter.emit(draft(0));
  other.emit(draft(1));
  const files = readdirSync(state, { recursive: true, encoding: "utf8" });
  expect(files.filter((name) => name.endsWith("-events"))).toHaveLength(2);
  expect(files.join()).not.toContain("secret");
  await Promise.all([emitter.close(), other.close()]);
});
