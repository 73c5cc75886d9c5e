import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { pool } from "../db/pool";
import { metrics } from "../metrics";
import { appendEvents } from "../store/append-events";
import { postgresWakeUps } from "../store/postgres-wake-ups";
import { noteDraft } from "../testing/note-draft";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { onNews, startListening, stopListening } from "./hub";
import { keepListening } from "./keep-listening";
import { joinTail } from "./tail";

withTestDatabase();

beforeAll(() => {
  startListening();
  return untilHeard().then(() => {});
});
afterAll(() => stopListening());

const isHeard = async () => (await metrics.wakeUpsHeard.get()).values[0]?.value;
const untilHeard = () => vi.waitUntil(async () => (await isHeard()) === 1, { timeout: 30_000 });

/** The sessions that listen, by the ids of the processes that serve them. */
async function listeners(): Promise<number[]> {
  const { rows } = await pool("query").query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE application_name = 'sightline listen' AND datname = current_database()",
  );
  return rows.map(({ pid }) => pid);
}

/** What an instance that can't wake anybody does to the log. */
const appendInSilence = (workspaceId: number) => appendEvents(workspaceId, [noteDraft(randomUUID())], "append");

/** What another instance says once it has appended. */
const wakeAsOther = (workspaceId: number, head: number) => postgresWakeUps().send(`77777:1,${workspaceId}:${head}`);

/** A tail that has read what there was and sleeps. */
async function joinIdleTail(workspaceId: number) {
  const joined = await joinTail(workspaceId, () => {});
  await appendInSilence(workspaceId);
  await wakeAsOther(workspaceId, 1);
  await expect.poll(() => joined.tail.position, { timeout: 5_000 }).toBe(1);
  return joined;
}

test("what another instance says is heard, by whoever follows that workspace", async () => {
  const { id } = await createTestWorkspace();
  const listener = vi.fn();
  const leave = onNews(id, listener);
  await wakeAsOther(id, 7);
  await expect.poll(() => listener.mock.calls).toEqual([[7, null]]);
  leave();
});

test("a lost wake-up costs a poll and no event", async () => {
  const { id } = await createTestWorkspace();
  const { tail, leave } = await joinIdleTail(id);
  await appendInSilence(id);
  await expect.poll(() => tail.position, { timeout: 5_000 }).toBe(2);
  leave();
});

test("an append wakes nobody by itself: that would be a lock of the whole database in its transaction", async () => {
  const { id } = await createTestWorkspace();
  const heard: string[] = [];
  const ended = new AbortController();
  await new Promise<void>((onListening) => {
    void postgresWakeUps().listen({ onListening, onMessage: (text) => heard.push(text), signal: ended.signal });
  });
  await appendInSilence(id);
  await postgresWakeUps().send("the next");
  await expect.poll(() => heard.filter((text) => !text.startsWith("?"))).toEqual(["the next"]);
  ended.abort();
});

test("a listening session that is killed is replaced, and until then readers poll", async () => {
  const { id } = await createTestWorkspace();
  const { tail, leave } = await joinIdleTail(id);
  const before = await listeners();
  expect(before).toHaveLength(1);
  await pool("query").query("SELECT pg_terminate_backend($1)", [before[0]]);
  await appendInSilence(id);
  await expect.poll(() => tail.position, { timeout: 5_000 }).toBe(2);
  await expect.poll(listeners, { timeout: 20_000 }).not.toEqual([]);
  expect(await listeners()).not.toContain(before[0]);
  await untilHeard();
  const listener = vi.fn();
  const leaveHub = onNews(id, listener);
  await wakeAsOther(id, 9);
  await expect.poll(() => listener.mock.calls).toEqual([[9, null]]);
  leaveHub();
  leave();
});

test("a session that keeps its connection and says nothing any more is noticed and replaced", async () => {
  const heard: string[] = [];
  const ended = new AbortController();
  const own = { ...postgresWakeUps(), name: "a second ear" };
  const before = await listeners();
  void keepListening({ wakeUps: own, onMessage: (text) => heard.push(text), signal: ended.signal, everyMs: 100 });
  const fresh = async () => (await listeners()).filter((pid) => !before.includes(pid));
  await expect.poll(fresh).toHaveLength(1);
  const [stopped = 0] = await fresh();
  await expect
    .poll(async () => {
      await own.send("first");
      return heard;
    })
    .toContain("first");
  process.kill(stopped, "SIGSTOP");
  try {
    await expect.poll(fresh, { timeout: 20_000 }).toHaveLength(2);
    await expect
      .poll(async () => {
        await own.send("second");
        return heard;
      })
      .toContain("second");
  } finally {
    process.kill(stopped, "SIGCONT");
    ended.abort();
  }
  await expect.poll(fresh).toEqual([]);
});
