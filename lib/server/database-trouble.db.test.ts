import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Problem } from "@/lib/contract/problem";
import { requireAccount, spawnAs } from "./db/embedded-account";
import { findPostmaster } from "./db/postmaster";
import { agentsEndpoint } from "./endpoints/agents";
import { broadcastEndpoint } from "./endpoints/broadcast";
import { eventEndpoint, eventsEndpoint } from "./endpoints/events";
import { healthEndpoint, livenessEndpoint } from "./endpoints/health";
import { ingestEndpoint } from "./endpoints/ingest";
import { keysEndpoint } from "./endpoints/keys";
import { setupEndpoint } from "./endpoints/setup";
import { streamEndpoint } from "./endpoints/stream";
import type { Answer } from "./http/exchange";
import type { MethodTable } from "./http/methods";
import { ask } from "./testing/embedded-instance";
import { withOwnServer } from "./testing/own-server";
import { call, createTestWorkspace, storedCursors, type TestWorkspace } from "./testing/test-workspace";

// Each kind of trouble that a database can be in: whoever asks hears 503 within a bounded time, and is served again as
// soon as the trouble is over, without anybody's hand.

const server = withOwnServer({ max_connections: 16 });

/** Two cores are shared with the other tests: what takes a second may take ten. */
const patience = { timeout: 25_000, interval: 100 };

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await createTestWorkspace();
});
afterEach(async () => {
  await server().link.open();
  await vi.waitFor(expectServed, patience);
});

const note = (event_id: string) => ({ event_id, event_type: "note", agent_id: "a" });

function post(events: unknown, { key } = workspace): Promise<Answer> {
  const headers = { "content-type": "application/json" };
  return call(ingestEndpoint, { method: "POST", key, headers, body: { events } });
}

const get = (table: MethodTable, params = {}) => call(table, { key: workspace.key, params });

const readers = {
  "a page of events": () => get(eventsEndpoint),
  "an event": () => get(eventEndpoint, { event_id: randomUUID() }),
  "the agents": () => get(agentsEndpoint),
  "the keys": () => get(keysEndpoint),
  "the stream": () => openStream(),
  health: () => call(healthEndpoint, {}),
};
const writers = {
  ingest: () => post([note(randomUUID())]),
  broadcast: () =>
    call(broadcastEndpoint, { method: "POST", key: workspace.key, target: "/?event_type=note", body: {} }),
  "a new key": () => call(keysEndpoint, { method: "POST", key: workspace.key, body: { name: "n", scopes: ["read"] } }),
};

/** Opens a stream and leaves at once. */
async function openStream(): Promise<Answer> {
  const gone = new AbortController();
  const answer = await call(streamEndpoint, { key: workspace.key, signal: gone.signal });
  gone.abort();
  return answer;
}

type Ask = () => Promise<Answer>;

async function statuses(asks: Record<string, Ask>): Promise<Record<string, number>> {
  const answered = Object.entries(asks).map(async ([name, ask]) => [name, (await ask()).status] as const);
  return Object.fromEntries(await Promise.all(answered));
}

async function expectTurnedAway(asks: Record<string, Ask>): Promise<void> {
  const answers = Object.entries(asks).map(async ([name, ask]) => {
    const { status, headers, body } = await ask();
    expect({ name, status, headers, body }).toMatchObject({
      status: 503,
      headers: { "content-type": expect.stringMatching(/^application\/problem\+json/) },
    });
    expect(Number(headers["retry-after"])).toBeGreaterThan(0);
    const { detail } = JSON.parse(String(body)) as Problem;
    // Callers need no address, no SQL and no stack.
    expect(detail).not.toMatch(/postgres|127\.0\.0\.1|SELECT| at /i);
  });
  await Promise.all(answers);
  expect((await call(livenessEndpoint, {})).status).toBe(200);
}

async function expectServed(): Promise<void> {
  expect(await statuses({ ...readers, ...writers })).toEqual({
    "a page of events": 200,
    "an event": 404,
    "the agents": 200,
    "the keys": 200,
    "the stream": 200,
    health: 200,
    ingest: 200,
    broadcast: 200,
    "a new key": 201,
  });
}

async function onServer(sql: string): Promise<void> {
  await ask(server().url, sql);
}

test("unreachable", async () => {
  await server().link.cut();
  const draft = { code: "ABCD", email: "a@example.com", password: "correct-horse", workspace: "w" };
  const setUp = () => call(setupEndpoint, { method: "POST", body: draft });
  await expectTurnedAway({ ...readers, ...writers, "first run": setUp });
});

test("silent: connections are taken and nothing is answered", async () => {
  server().link.stall();
  await expectTurnedAway({ ...readers, ...writers });
});

test.each([
  ["stopped by its operator", "SIGINT"],
  ["killed", "SIGKILL"],
] as const)("%s: nobody hears anything but 200 and 503 until it is back", async (_, signal) => {
  const heard = await askUntilBack(() => {
    const { pid } = findPostmaster(server().cluster) ?? {};
    if (pid) process.kill(pid, signal);
  });
  expect(heard).toEqual(new Set([200, 503]));
});

test("crashed in one of its processes, and recovering: nobody hears anything but 200 and 503", async () => {
  const heard = await askUntilBack(async () => {
    const [backend] = await ask(
      server().url,
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'sightline append'",
    );
    process.kill((backend as { pid: number }).pid, "SIGKILL");
  });
  expect(heard).toEqual(new Set([200, 503]));
});

/** Asks all the time, of several at once, while `disaster` strikes and until everything has been answered well again. */
async function askUntilBack(disaster: () => void | Promise<void>): Promise<Set<number>> {
  const heard = new Set<number>();
  const sent: string[] = [];
  let served = 0;
  const late = performance.now() + patience.timeout;
  const client = async () => {
    while (served < 20) {
      if (performance.now() > late) throw new Error("it is not back");
      const id = randomUUID();
      sent.push(id);
      const [ingest, read] = await Promise.all([post([note(id)]), get(eventsEndpoint)]);
      for (const { status } of [ingest, read]) heard.add(status);
      const well = ingest.status === 200 && read.status === 200;
      if (heard.has(503)) served = well ? served + 1 : 0;
    }
  };
  await expectServed();
  const clients = Promise.all([client(), client(), client()]);
  await disaster();
  await clients;
  const stored = await storedCursors(workspace.id);
  expect(stored.map(({ cursor }) => cursor)).toEqual(stored.map((_, i) => i + 1));
  return heard;
}

test("out of connections", async () => {
  // Those that we hold are given up, so that every door needs a new one.
  await onServer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'sightline%'");
  const held: pg.Client[] = [];
  const holdAnother = async () => {
    const client = new pg.Client({ connectionString: server().url });
    client.on("error", () => {});
    await client.connect();
    held.push(client);
  };
  const holdAll = async () => {
    for (;;) await holdAnother();
  };
  await expect(holdAll()).rejects.toMatchObject({ code: "53300" });
  await vi.waitFor(async () => {
    // What we still had is gone at the latest now; what got free meanwhile is taken too.
    await expect(holdAll()).rejects.toMatchObject({ code: "53300" });
    await expectTurnedAway({ ...readers, ...writers });
  }, patience);
  await Promise.all(held.map((client) => client.end()));
});

test("read-only: who writes is turned away, who reads is served", async () => {
  await onServer("ALTER SYSTEM SET default_transaction_read_only = on");
  await onServer("SELECT pg_reload_conf()");
  try {
    await vi.waitFor(() => expectTurnedAway(writers), patience);
    expect(new Set(Object.values(await statuses(readers)))).toEqual(new Set([200, 404]));
  } finally {
    await onServer("ALTER SYSTEM RESET default_transaction_read_only");
    await onServer("SELECT pg_reload_conf()");
  }
});

test("a log that somebody holds: who writes to it is turned away, others are served", async () => {
  const other = await createTestWorkspace();
  const holder = new pg.Client({ connectionString: server().url });
  await holder.connect();
  await holder.query("BEGIN");
  await holder.query("SELECT FROM logs WHERE workspace_id = $1 FOR UPDATE", [workspace.id]);
  const turnedAway = expectTurnedAway({ ingest: writers.ingest, broadcast: writers.broadcast });
  for (let i = 0; i < 20; i += 1) expect((await post([note(randomUUID())], other)).status).toBe(200);
  expect((await readers["a page of events"]()).status).toBe(200);
  await turnedAway;
  await holder.query("ROLLBACK");
  await holder.end();
});

test("disk full: what can't be stored is turned away whole, what can be read is served, and space is used again", async () => {
  await fillLog();
  limitFileSizes(await sizeOfLog());
  try {
    const lost = await firstTurnedAway();
    expect(new Set(Object.values(await statuses(readers)))).toEqual(new Set([200, 404]));
    const stored = await storedCursors(workspace.id);
    expect(stored.filter(({ event_id }) => lost.includes(event_id))).toEqual([]);
    expect(stored.map(({ cursor }) => cursor)).toEqual(stored.map((_, i) => i + 1));
  } finally {
    limitFileSizes("unlimited");
  }
  expect(readFileSync(join(server().cluster, "..", "postgres.log"), "utf8")).toMatch(/could not extend file/);
});

/** Writes ahead of the limit: it must be above the 16 MiB that PostgreSQL makes its write-ahead files of. */
async function fillLog(): Promise<void> {
  await onServer(`
    INSERT INTO events (workspace_id, cursor, event_id, event_type, timestamp, received_at, severity, category, metadata)
    SELECT 0, n, gen_random_uuid(), 'note', now(), now(), 'info', 'custom',
      json_build_object('filler', repeat(md5(n::text), 58))
    FROM generate_series(1, 9000) AS n`);
}

async function sizeOfLog(): Promise<number> {
  const [row] = await ask(server().url, "SELECT pg_relation_size('events')::int AS bytes");
  return (row as { bytes: number }).bytes;
}

/** Posts until there is no room left; answers the ids of the batch that was turned away. */
async function firstTurnedAway(): Promise<string[]> {
  const filler = { filler: "x".repeat(1_900) };
  for (;;) {
    const ids = Array.from({ length: 100 }, () => randomUUID());
    const batch = ids.map((id) => ({ ...note(id), metadata: filler }));
    const { status } = await post(batch);
    if (status === 200) continue;
    await expectTurnedAway({ ingest: () => post(batch) });
    return ids;
  }
}

/**
 * Sets how large a file the server's processes may write: to them, one that may not grow is a disk that is full. It is
 * done as their own account, which unlike root may do so anywhere.
 */
function limitFileSizes(bytes: number | "unlimited"): void {
  const { pid } = findPostmaster(server().cluster) ?? {};
  const backends = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  for (const each of [String(pid), ...backends]) {
    const args = ["--pid", each, `--fsize=${bytes}:unlimited`];
    const { status, stderr } = spawnSync("prlimit", args, { ...spawnAs(requireAccount()), encoding: "utf8" });
    // A backend may have gone since it was listed.
    if (each === String(pid)) expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  }
}
