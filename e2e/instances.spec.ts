import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { EventSource } from "eventsource";
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

type Answer = { accepted: number; duplicates: number };

async function post(app: AppProcess, events: unknown): Promise<Answer> {
  const answer = await fetch(`${app.url}/api/v1/events/ingest`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(events),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Answer;
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

test("a reader whose instance stops is told so, and goes on at the other one without a gap or a double", async () => {
  const before = await headOf(first);
  const there = follow(second, before);
  await post(first, batch(10));
  await expect.poll(() => there.cursors.length).toBe(10);
  // Throws unless it is over within five seconds, with this stream open.
  await second.stop();
  await expect.poll(() => there.reasons).toEqual(["stopping"]);
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
