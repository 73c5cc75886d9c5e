import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startRecordingServer } from "./recording-server";
import { bundleEmitterProgram } from "./testing/run-program";

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

/** None leaves by itself before its process does. */
const patient = { apiKey: "k", flushIntervalMs: 5_000 };

test("a host that runs out of work has its events sent first", async () => {
  const server = await start(() => ({ status: 200 }));
  const options = { ...patient, url: server.url };
  const ended = await program.run({ options, name: "a", count: 30, next: "end" }).ended;
  expect(ended).toMatchObject({ code: 0, signal: null });
  expect(server.batches.flat()).toHaveLength(30);
});

test("a host without a server ends by itself all the same, and one that awaits close hears what was dropped", async () => {
  const options = { ...patient, url: "http://127.0.0.1:9", retriesMax: 1, exitFlushMs: 50 };
  const ended = await program.run({ options, name: "a", count: 1, next: "end" }).ended;
  expect(ended).toMatchObject({ code: 0, signal: null });
  const waiting = await program.run({ options, name: "a", count: 1, next: "close" }).ended;
  expect(waiting.code).toBe(0);
  expect(JSON.parse(waiting.lines[0] ?? "").stats.dropped.network).toBe(2);
});

test("a server that never answers delays the end of its host by no more than the bound", async () => {
  const server = await start(() => new Promise(() => {}));
  const options = { ...patient, url: server.url, requestTimeoutMs: 600_000, exitFlushMs: 100 };
  const ended = await program.run({ options, name: "a", count: 1, next: "end" }).ended;
  expect(ended).toMatchObject({ code: 0, signal: null });
});

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
  "%s ends a host that doesn't listen to it by that signal, its events sent",
  async (signal) => {
    const server = await start(() => ({ status: 200 }));
    const run = program.run({ options: { ...patient, url: server.url }, name: "a", count: 30, next: "wait" });
    await run.line();
    run.child.kill(signal);
    expect(await run.ended).toMatchObject({ code: null, signal });
    expect(server.batches.flat()).toHaveLength(30);
  },
);

test("a signal still ends the host where the server never answers", async () => {
  const server = await start(() => new Promise(() => {}));
  const options = { ...patient, url: server.url, requestTimeoutMs: 600_000, exitFlushMs: 100 };
  const run = program.run({ options, name: "a", count: 1, next: "wait" });
  await run.line();
  run.child.kill("SIGTERM");
  expect(await run.ended).toMatchObject({ code: null, signal: "SIGTERM" });
});

test("a host that listens to a signal itself decides what it does", async () => {
  const server = await start(() => ({ status: 200 }));
  const run = program.run({ options: { ...patient, url: server.url }, name: "a", count: 30, next: "handle" });
  await run.line();
  run.child.kill("SIGTERM");
  expect(await run.ended).toMatchObject({ code: 7, signal: null });
  expect(server.batches.flat()).toHaveLength(30);
});

test("a host's library that ends the process where it alone listens still does", async () => {
  const server = await start(() => ({ status: 200 }));
  const run = program.run({ options: { ...patient, url: server.url }, name: "a", count: 1, next: "alone" });
  await run.line();
  run.child.kill("SIGTERM");
  expect(await run.ended).toMatchObject({ code: null, signal: "SIGTERM" });
});

test("who wants no listeners gets none", async () => {
  const server = await start(() => ({ status: 200 }));
  const options = { ...patient, url: server.url, flushOnExit: false };
  const ended = await program.run({ options, name: "a", count: 30, next: "end" }).ended;
  expect(ended).toMatchObject({ code: 0, signal: null });
  expect(server.batches).toEqual([]);
});
