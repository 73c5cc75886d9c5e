import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { bundleHookCommand } from "../../scripts/build-emitter.mjs";
import { startRecordingServer } from "../recording-server";
import { type CommandHome, createCommandHome } from "../testing/command-home";

const root = join(import.meta.dirname, "../..");
const bundle = mkdtempSync(join(tmpdir(), "sightline-hook-"));
const command = join(bundle, "sightline-hook.cjs");
const homes: CommandHome[] = [];
const servers: { close(): void }[] = [];
const until = { timeout: 30_000, interval: 20 };

beforeAll(() => bundleHookCommand(root, command), 60_000);
afterEach(() => {
  for (const home of homes.splice(0)) home.remove();
  for (const server of servers.splice(0)) server.close();
});
afterAll(() => rmSync(bundle, { recursive: true, force: true }));

async function serve(...args: Parameters<typeof startRecordingServer>) {
  const server = await startRecordingServer(...args);
  servers.push(server);
  return server;
}

function homeFor(url: string): CommandHome {
  const home = createCommandHome(command, { SIGHTLINE_URL: url, SIGHTLINE_API_KEY: "sl_key" });
  homes.push(home);
  return home;
}

const payload = (n: number) => JSON.stringify({ hook_event_name: "PreToolUse", session_id: "s", tool_use_id: `t${n}` });
const tool = (event: object) => (event as { metadata: { tool_use_id: string } }).metadata.tool_use_id;
/** What a server would store: an event that came twice once. */
const stored = (batches: readonly { event_id: string }[][]) => [
  ...new Map(batches.flat().map((event) => [event.event_id, tool(event)])).values(),
];
const pidOf = (home: CommandHome) => home.flushers()[0]?.pid ?? null;

test("one flusher sends what many calls keep, in order, and stays for the next", async () => {
  const server = await serve(() => ({ status: 200 }));
  const home = homeFor(server.url);
  for (const n of [1, 2]) await home.run(["claude-code"], payload(n));
  await vi.waitFor(() => expect(stored(server.batches)).toHaveLength(2), until);
  const first = pidOf(home);
  await home.run(["claude-code"], payload(3));
  await vi.waitFor(() => expect(stored(server.batches)).toEqual(["t1", "t2", "t3"]), until);
  expect(pidOf(home)).toBe(first);
  expect(server.headers[0]?.authorization).toBe("Bearer sl_key");
  await Promise.all(Array.from({ length: 8 }, (_, n) => home.run(["claude-code"], payload(10 + n))));
  await vi.waitFor(() => expect(stored(server.batches)).toHaveLength(11), until);
  expect(pidOf(home)).toBe(first);
}, 60_000);

test("a flusher killed in mid-send: the next one sends the same events again, and none is lost", async () => {
  let isAnswering = false;
  const server = await serve(() => (isAnswering ? { status: 200 } : new Promise(() => undefined)));
  const home = homeFor(server.url);
  for (const n of [1, 2]) await home.run(["claude-code"], payload(n));
  await vi.waitFor(() => expect(server.batches.length).toBeGreaterThan(0), until);
  const killed = pidOf(home);
  if (killed === null) throw new Error("A flusher is sending.");
  process.kill(killed, "SIGKILL");
  isAnswering = true;
  const before = server.batches.length;
  // Until it is seen that the flusher is gone, calls leave the sending to it.
  await vi.waitFor(async () => {
    await home.run(["claude-code"], payload(3));
    const again = server.batches.slice(before).flat();
    expect(new Set(again.map(tool))).toEqual(new Set(["t1", "t2", "t3"]));
  }, until);
  const ids = new Map(server.batches.flat().map((event) => [tool(event), event.event_id]));
  for (const event of server.batches.flat()) expect(event.event_id).toBe(ids.get(tool(event)));
}, 60_000);

test("a flusher outlives the process group of the agent that started it", async () => {
  let isAnswering = false;
  const server = await serve(() => ({ status: isAnswering ? 200 : 503, headers: { "retry-after": "0" } }));
  const home = homeFor(server.url);
  const env = {
    ...process.env,
    HOME: home.folder,
    XDG_STATE_HOME: "",
    SIGHTLINE_URL: server.url,
    SIGHTLINE_API_KEY: "sl_key",
  };
  const agent = spawn("sh", ["-c", `'${process.execPath}' '${command}' claude-code; echo kept; exec sleep 600`], {
    env,
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
  });
  agent.stdin.end(payload(1));
  await once(agent.stdout, "data");
  await vi.waitFor(() => expect(server.batches.length).toBeGreaterThan(0), until);
  if (agent.pid === undefined) throw new Error("The agent runs.");
  process.kill(-agent.pid, "SIGKILL");
  await once(agent, "exit");
  isAnswering = true;
  await vi.waitFor(() => expect(home.flushers()).toMatchObject([{ stored: 1 }]), until);
}, 60_000);

test("what a refused key or a server away leaves behind is sent when that is over", async () => {
  let status = 401;
  const server = await serve(() => ({ status }));
  const home = homeFor(server.url);
  // The flusher that it starts waits for a minute now: `flush` ends it and takes its place.
  await home.run(["claude-code"], payload(1));
  await expect.poll(() => server.batches.length, { timeout: 30_000 }).toBeGreaterThan(0);
  for (status of [403, 503]) expect((await home.run(["flush"])).code).toBe(1);
  expect((await home.run(["status"])).stdout).toMatch(/waiting {7}1 records[\s\S]*last error {4}.*answered 503/);
  status = 200;
  expect((await home.run(["flush"])).code).toBe(0);
  expect(home.records()).toEqual([]);
  expect(home.flushers()).toMatchObject([{ stored: 1, refused: 0 }]);
}, 60_000);

test("a batch that is too large goes in halves, an event that is refused is counted and passed", async () => {
  let isAway = true;
  const server = await serve((events) => {
    if (isAway) return { status: 503, headers: { "retry-after": "60" } };
    if (events.length > 1) return { status: 413 };
    return events.some((event) => tool(event) === "t2") ? { status: 422 } : { status: 200 };
  });
  const home = homeFor(server.url);
  for (const n of [1, 2, 3]) await home.run(["claude-code"], payload(n));
  isAway = false;
  expect((await home.run(["flush"])).code).toBe(0);
  expect(home.records()).toEqual([]);
  expect(home.flushers()[0]?.refused).toBeGreaterThan(0);
  expect(
    [1, 2, 3].map((n) => server.batches.some((batch) => batch.length === 1 && batch.map(tool)[0] === `t${n}`)),
  ).toEqual([true, true, true]);
}, 60_000);

/** A home with a spool in which nothing is yet. */
async function homeWithSpool(url: string): Promise<{ home: CommandHome; spool: string }> {
  const home = homeFor(url);
  await home.run(["flush"]);
  const spools = join(home.folder, ".sightline/spool");
  return { home, spool: join(spools, readdirSync(spools)[0] ?? "") };
}

test("a flusher that can't read its spool ends, and says that it has", async () => {
  const { home, spool } = await homeWithSpool("http://127.0.0.1:9");
  mkdirSync(join(spool, "000000000000001-00000000000000000001-0000.free.jsonl"));
  expect((await home.run(["flush", "--stay"])).code).toBe(1);
  expect(home.flushers()).toMatchObject([{ pid: null }]);
}, 60_000);

test("a flusher that can't write down how it goes sends all the same", async () => {
  const server = await serve(() => ({ status: 200 }));
  const { home, spool } = await homeWithSpool(server.url);
  const state = join(spool, "flusher.json");
  rmSync(state);
  mkdirSync(state);
  writeFileSync(join(spool, "flusher.starting"), "");
  await home.run(["claude-code"], payload(1));
  expect((await home.run(["flush"])).code).toBe(0);
  expect(stored(server.batches)).toEqual(["t1"]);
  rmdirSync(state);
}, 60_000);

test("secrets are masked before they are sent, whoever started the flusher, unless environment or file say otherwise", async () => {
  const server = await serve(() => ({ status: 200 }));
  const { home, spool } = await homeWithSpool(server.url);
  writeFileSync(join(spool, "flusher.starting"), "");
  const secret = { hook_event_name: "UserPromptSubmit", session_id: "s", prompt: "PGPASSWORD=hunter2 psql" };
  const config = join(home.folder, ".config/sightline");
  mkdirSync(config, { recursive: true });
  await home.run(["claude-code"], JSON.stringify(secret));
  await home.run(["claude-code"], JSON.stringify(secret), { SIGHTLINE_REDACT: "0" });
  writeFileSync(join(config, "config.json"), '{ "redact": false }');
  await home.run(["claude-code"], JSON.stringify(secret));
  await home.run(["claude-code"], JSON.stringify(secret), { SIGHTLINE_REDACT: "1" });
  expect((await home.run(["flush"], "", { SIGHTLINE_REDACT: "0" })).code).toBe(0);
  const isSent = new Map(
    server.batches.flat().map((event) => [event.event_id, JSON.stringify(event).includes("hunter2")]),
  );
  expect([...isSent.values()]).toEqual([false, true, true, false]);
}, 60_000);
