import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { EventSource } from "eventsource";
import type { IngestAnswer } from "@/lib/contract/ingest";
import type { CreatedKey, KeyDraft } from "@/lib/contract/keys";
import { type AppProcess, startAppProcess } from "./app-process";

const key = `key-${randomUUID()}`;
let first: AppProcess;
let second: AppProcess;

test.beforeAll(async () => {
  first = await startAppProcess({ SIGHTLINE_INIT_WORKSPACE: "harbor", SIGHTLINE_INIT_API_KEY: key });
  // The address is where the contract says that a second instance finds it.
  const database = readFileSync(join(first.dataDir, "database-url"), "utf8").trim();
  second = await startAppProcess({ DATABASE_URL: database });
});

test.afterAll(async () => {
  await second?.remove();
  await first?.remove();
});

async function createKey(draft: Partial<KeyDraft>): Promise<string> {
  const answer = await send(first, { name: "hook", scopes: ["ingest"], ...draft }, key, "/api/v1/keys");
  expect(answer.status).toBe(201);
  return ((await answer.json()) as CreatedKey).key;
}

function send(app: AppProcess, body: unknown, as = key, path = "/api/v1/events/ingest"): Promise<Response> {
  return fetch(`${app.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${as}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function post(app: AppProcess, events: unknown): Promise<IngestAnswer> {
  const answer = await send(app, events);
  expect(answer.status).toBe(200);
  return (await answer.json()) as IngestAnswer;
}

const batch = (size: number) =>
  Array.from({ length: size }, () => ({ event_id: randomUUID(), event_type: "note", agent_id: "a" }));

/** A standard client, not ours: collects the cursors that a stream carries. */
function follow(app: AppProcess, after: number) {
  const cursors: number[] = [];
  const reasons: string[] = [];
  const source = new EventSource(`${app.url}/api/v1/events/stream?cursor=${after}`, {
    fetch: (url, init) => fetch(url, { ...init, headers: { ...init?.headers, authorization: `Bearer ${key}` } }),
  });
  source.addEventListener("event", ({ lastEventId }) => cursors.push(Number(lastEventId)));
  source.addEventListener("goodbye", ({ data }) => reasons.push(JSON.parse(data).reason));
  return { cursors, reasons, close: () => source.close() };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

async function headOf(app: AppProcess): Promise<number> {
  const answer = await fetch(`${app.url}/api/v1/events?limit=1`, { headers: { authorization: `Bearer ${key}` } });
  return ((await answer.json()) as { head: number }).head;
}

test("readers on either instance see what both append, each cursor once and in order", async () => {
  const before = await headOf(first);
  const readers = [follow(first, before), follow(second, before)];
  await Promise.all(Array.from({ length: 20 }, (_, i) => post(i % 2 ? first : second, batch(25))));
  for (const { cursors } of readers) await expect.poll(() => cursors.length).toBe(500);
  for (const { cursors, close } of readers) {
    expect(cursors).toEqual(range(before + 1, before + 500));
    close();
  }
});

test("a batch that comes to both instances at once is stored once, and each caller is told the truth", async () => {
  const before = await headOf(first);
  const events = batch(50);
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => post(i % 2 ? first : second, events)));
  expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(50);
  for (const { accepted, duplicates } of answers) expect(accepted + duplicates).toBe(50);
  expect(await headOf(second)).toBe(before + 50);
});

test("a key's limit holds over both instances together", async () => {
  const limited = await createKey({ rate_limit: 50 });
  const before = await headOf(first);
  const startMs = Date.now();
  const answers = await Promise.all(
    Array.from({ length: 300 }, (_, i) => send(i % 2 ? first : second, batch(1), limited)),
  );
  const seconds = (Date.now() - startMs) / 1_000;
  const passed = answers.filter(({ status }) => status === 200).length;
  const refused = answers.filter(({ status }) => status === 429);
  expect(passed + refused.length).toBe(300);
  for (const { headers } of refused) expect(headers.get("retry-after")).toMatch(/^[1-9]\d*$/);
  // The burst, and what comes in meanwhile. What one instance holds at the end, a slice of 5, the other one lacks.
  expect(passed).toBeLessThanOrEqual(101 + 50 * seconds);
  expect(passed).toBeGreaterThanOrEqual(90);
  expect(await headOf(first)).toBe(before + passed);
});

test("a storm of the same and overlapping batches: each id one row, no gap, every caller told the truth", async () => {
  const before = await headOf(first);
  const events = batch(120);
  // The same batch 50 times; windows that overlap each other; one that names an id three times. All at once, over both.
  const sent = [
    ...Array.from({ length: 50 }, () => events.slice(0, 40)),
    ...Array.from({ length: 21 }, (_, i) => events.slice(i * 5, i * 5 + 20)),
    ...Array.from({ length: 10 }, (_, i) => [
      ...events.slice(i, 120),
      ...events.slice(i, i + 3),
      ...events.slice(i, i + 3),
    ]),
  ];
  const told = await Promise.all(sent.map((some, i) => post(i % 2 ? first : second, some)));
  told.forEach(({ accepted, duplicates, first_cursor, last_cursor, rejected }, i) => {
    expect(rejected).toEqual([]);
    expect(accepted + duplicates).toBe(sent[i]?.length);
    expect((last_cursor ?? -1) - (first_cursor ?? 0) + 1).toBe(accepted);
  });
  expect(told.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(120);
  // The spans that callers were told of cover the log's new part once, without a hole.
  const spans = told.flatMap(({ first_cursor, last_cursor }) =>
    first_cursor === null || last_cursor === null ? [] : range(first_cursor, last_cursor),
  );
  expect(spans.sort((a, b) => a - b)).toEqual(range(before + 1, before + 120));
  const answer = await fetch(`${second.url}/api/v1/events?after=${before}&order=asc&limit=1000`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const { events: stored } = (await answer.json()) as { events: { cursor: number; event_id: string }[] };
  expect(stored.map(({ cursor }) => cursor)).toEqual(range(before + 1, before + 120));
  expect(stored.map(({ event_id }) => event_id).sort()).toEqual(events.map(({ event_id }) => event_id).sort());
  const again = await Promise.all([first, second].map((app) => post(app, events)));
  for (const { accepted, duplicates } of again) expect([accepted, duplicates]).toEqual([0, 120]);
});

test("a reader whose instance stops is told so, and goes on at the other one without a gap or a double", async () => {
  const before = await headOf(first);
  const there = follow(second, before);
  await post(first, batch(10));
  await expect.poll(() => there.cursors.length).toBe(10);
  // Throws unless it is over within five seconds, with this stream open.
  await second.stop();
  await expect.poll(() => there.reasons.length).toBeGreaterThan(0);
  // A client that comes back on a connection which is still open is told once more.
  expect(new Set(there.reasons)).toEqual(new Set(["stopping"]));
  there.close();
  await post(first, batch(10));
  const here = follow(first, there.cursors.at(-1) ?? 0);
  await expect.poll(() => here.cursors.length).toBe(10);
  here.close();
  expect([...there.cursors, ...here.cursors]).toEqual(range(before + 1, before + 20));
  await second.restart();
});

test.describe("a setting that can't be used is named in one sentence", () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const start = (settings: Record<string, string>) =>
    spawnSync(process.execPath, ["scripts/start.mjs"], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, ...settings },
    });

  for (const [settings, sentence] of [
    [{ PORT: "abc" }, /PORT/],
    [{ DATABASE_URL: "mysql://localhost/x" }, /DATABASE_URL must begin with postgres/],
    [{ DATABASE_URL: "postgres://nobody@127.0.0.1:1/x" }, /The database at 127\.0\.0\.1:1 can't be reached/],
    [{ NEXTAUTH_SECRET: "short" }, /NEXTAUTH_SECRET must have at least 16/],
  ] as const) {
    test(JSON.stringify(settings), () => {
      const { status, stderr } = start(settings);
      expect(status).toBe(1);
      expect(stderr).toMatch(sentence);
      expect(stderr.trim().split("\n")).toHaveLength(1);
      expect(stderr).not.toContain("    at ");
    });
  }

  test("a busy port", () => {
    const { port } = new URL(first.url);
    const database = readFileSync(join(first.dataDir, "database-url"), "utf8").trim();
    const { status, stderr } = start({ PORT: port, DATABASE_URL: database });
    expect(status).toBe(1);
    expect(stderr.trim()).toBe(`Port ${port} on 127.0.0.1 is in use: set PORT to another one.`);
  });
});
