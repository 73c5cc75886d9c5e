import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { freePort } from "../db/free-port";
import { pool } from "../db/pool";
import { metrics } from "../metrics";
import { appendEvents } from "../store/append-events";
import { type LoopbackProgram, startLoopbackProgram } from "../testing/loopback-program";
import { noteDraft } from "../testing/note-draft";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { announceAppend, onNews, startListening, stopListening } from "./hub";
import { redisWakeUps } from "./redis-wake-ups";
import { joinTail } from "./tail";

withTestDatabase();

const password = "a-word";
let port: number;
let redis: LoopbackProgram;
let url: string;

async function startRedis(): Promise<void> {
  const settings = { port, bind: "127.0.0.1", save: "", appendonly: "no", requirepass: password };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  redis = await startLoopbackProgram("redis-server", args, { port });
}

beforeAll(async () => {
  port = await freePort();
  url = `redis://:${password}@127.0.0.1:${port}`;
  process.env.REDIS_URL = url;
  await startRedis();
  startListening();
  await untilHeard();
});
afterAll(async () => {
  stopListening();
  await redis.end();
});

const isHeard = async () => (await metrics.wakeUpsHeard.get()).values[0]?.value;
const untilHeard = () => vi.waitUntil(async () => (await isHeard()) === 1, { timeout: 30_000 });
const untilUnheard = () => vi.waitUntil(async () => (await isHeard()) === 0, { timeout: 30_000 });

test("what another instance says is heard by Redis, and nothing goes by PostgreSQL", async () => {
  const { id } = await createTestWorkspace();
  const listener = vi.fn();
  const leave = onNews(id, listener);
  await redisWakeUps(url).send(`77777:1,${id}:7`);
  await expect.poll(() => listener.mock.calls).toEqual([[7, null]]);
  leave();
  const { rows } = await pool("query").query(
    "SELECT FROM pg_stat_activity WHERE application_name = 'sightline listen' AND datname = current_database()",
  );
  expect(rows).toEqual([]);
});

test("what this instance appends, others hear", async () => {
  const { id } = await createTestWorkspace();
  const heard: string[] = [];
  const ended = new AbortController();
  await new Promise<void>((onListening) => {
    void redisWakeUps(url).listen({ onListening, onMessage: (text) => heard.push(text), signal: ended.signal });
  });
  announceAppend(id, { base: 0, head: 3, events: () => [] });
  await expect.poll(() => heard).toContain(`${id}:3`);
  ended.abort();
});

type Act = () => Promise<void>;
const killed: Act = () => redis.end();
const stopped: Act = async () => void process.kill(redis.pid, "SIGSTOP");
const goesOn: Act = async () => void process.kill(redis.pid, "SIGCONT");

test.each([
  ["is killed", killed, startRedis],
  ["says nothing any more", stopped, goesOn],
])("while Redis %s readers poll; then it is heard again", async (_, strike, heal) => {
  const { id } = await createTestWorkspace();
  const { tail, leave } = await joinTail(id, () => {});
  await strike();
  try {
    await untilUnheard();
    await appendEvents(id, [noteDraft(randomUUID())], "append");
    await expect.poll(() => tail.position, { timeout: 5_000 }).toBe(1);
  } finally {
    await heal();
  }
  await untilHeard();
  const listener = vi.fn();
  const leaveHub = onNews(id, listener);
  announceAppend(id, { base: 0, head: 5, events: () => [] });
  // Once at home, and once when the message comes back.
  await expect.poll(() => listener.mock.calls.length, { timeout: 10_000 }).toBe(2);
  leaveHub();
  leave();
});
