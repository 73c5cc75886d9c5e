import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { pool } from "../db/pool";
import { metrics } from "../metrics";
import type { AppendLane } from "../store/append-events";
import { noteDraft } from "../testing/note-draft";
import { createTestWorkspace, storedCursors, withTestDatabase } from "../testing/test-workspace";
import type { CommitReceipt } from "./commit-group";
import { commitDrafts, countWaitingEvents, requireRoom } from "./group-commit";

withTestDatabase();

let log: number;

beforeEach(async () => {
  log = (await createTestWorkspace()).id;
});

const drafts = (count: number) => Array.from({ length: count }, () => noteDraft(randomUUID()));

/** Holds the log's row, as an append that doesn't end would: the first request is in flight, the others queue up. */
async function holdLog(...logs: number[]): Promise<() => Promise<void>> {
  const client = await pool("query").connect();
  await client.query("BEGIN");
  await client.query("SELECT FROM logs WHERE workspace_id = ANY ($1) FOR UPDATE", [logs]);
  let held = true;
  return async () => {
    if (!held) return;
    held = false;
    await client.query("COMMIT");
    client.release();
  };
}

async function countTransactions(): Promise<number> {
  const { rows } = await pool("query").query<{ count: number }>(
    "SELECT count(DISTINCT xmin::text)::int AS count FROM events WHERE workspace_id = $1",
    [log],
  );
  return rows[0]?.count ?? 0;
}

/** Appends of a lane that PostgreSQL has in hand. */
async function countAppends(lane: AppendLane): Promise<number> {
  const { rows } = await pool("query").query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = $1 AND state = 'active'`,
    [`sightline ${lane}`],
  );
  return rows[0]?.count ?? 0;
}

async function refusals(): Promise<number> {
  const { values } = await metrics.appendFailures.get();
  return values.find(({ labels }) => labels.reason === "refused")?.value ?? 0;
}

const megabyte = "x".repeat(1_024 * 1_024);

/** The ids that the log holds where a receipt says that the request's events are. */
async function idsAt({ firstCursor, lastCursor }: CommitReceipt): Promise<string[]> {
  const stored = await storedCursors(log);
  return stored.slice((firstCursor ?? 1) - 1, lastCursor ?? 0).map((event) => event.event_id);
}

describe("while an append is in flight", () => {
  let letGo: () => Promise<void>;

  beforeEach(async () => {
    letGo = await holdLog(log);
  });
  afterEach(() => letGo());

  test("requests gather and go together, and each is told its own cursors", async () => {
    const requests = Array.from({ length: 21 }, (_, i) => drafts((i % 4) + 1));
    const receipts = requests.map((request) => commitDrafts(log, request));
    await letGo();
    for (const [i, receipt] of (await Promise.all(receipts)).entries()) {
      const sent = requests[i]?.map((draft) => draft.event_id) ?? [];
      expect(receipt).toMatchObject({ accepted: sent.length, duplicates: 0 });
      expect(await idsAt(receipt)).toEqual(sent);
    }
    // One, where the first had to come again.
    expect(await countTransactions()).toBeLessThanOrEqual(2);
  });

  test("an id that several requests of one group carry belongs to the first, and the others hear that it is a duplicate", async () => {
    const first = commitDrafts(log, drafts(1));
    const [shared, own] = [drafts(2), drafts(1)];
    const receipts = [commitDrafts(log, shared), commitDrafts(log, [...shared, ...own]), commitDrafts(log, shared)];
    await letGo();
    await first;
    expect(await Promise.all(receipts)).toEqual([
      { accepted: 2, duplicates: 0, firstCursor: 2, lastCursor: 3 },
      { accepted: 1, duplicates: 2, firstCursor: 4, lastCursor: 4 },
      { accepted: 0, duplicates: 2, firstCursor: null, lastCursor: null },
    ]);
    expect(await storedCursors(log)).toHaveLength(4);
  });

  test("a draft that the database refuses fails its own request and nobody else's", async () => {
    const first = commitDrafts(log, drafts(1));
    const [before, after] = [drafts(3), drafts(2)];
    const bad = [...drafts(1), noteDraft("no-uuid")];
    const outcomes = Promise.allSettled([commitDrafts(log, before), commitDrafts(log, bad), commitDrafts(log, after)]);
    await letGo();
    await first;
    expect(await outcomes).toMatchObject([
      { status: "fulfilled", value: { accepted: 3, firstCursor: 2, lastCursor: 4 } },
      { status: "rejected", reason: { message: expect.stringContaining("no-uuid") } },
      { status: "fulfilled", value: { accepted: 2, firstCursor: 5, lastCursor: 6 } },
    ]);
    const ids = (await storedCursors(log)).map((event) => event.event_id);
    expect(ids.slice(1)).toEqual([...before, ...after].map((draft) => draft.event_id));
  });

  test("of a group of 64 with one bad draft the others are stored, in halves and not one by one", async () => {
    const requests = Array.from({ length: 64 }, () => drafts(1));
    requests[21] = [{ ...noteDraft(randomUUID()), metadata: "no JSON" }];
    const first = commitDrafts(log, drafts(1));
    const before = await refusals();
    const outcomes = Promise.allSettled(requests.map((request) => commitDrafts(log, request)));
    await letGo();
    await first;
    expect((await outcomes).map(({ status }) => status)).toEqual(
      requests.map((_, i) => (i === 21 ? "rejected" : "fulfilled")),
    );
    expect((await storedCursors(log)).slice(1).map((event) => event.event_id)).toEqual(
      requests.flatMap((request, i) => (i === 21 ? [] : request.map((draft) => draft.event_id))),
    );
    // 32, 16, 8, 4, 2 and 1 of them; and each half that still held the bad one was refused.
    expect(await countTransactions()).toBeLessThanOrEqual(1 + 6);
    expect((await refusals()) - before).toBe(7);
  });

  test("what can be held for a workspace is bounded: who comes later is told to try again, who waits is served", async () => {
    const big = () => ({ ...noteDraft(randomUUID()), metadata: JSON.stringify({ text: megabyte }) });
    const waiting = Array.from({ length: 63 }, () => commitDrafts(log, [big()]));
    const turnedAway = big();
    await expect(async () => commitDrafts(log, [turnedAway])).rejects.toMatchObject({
      status: 503,
      outside: { headers: { "retry-after": "1" } },
    });
    // A body that would find no room is refused before it is parsed.
    expect(() => requireRoom(log, turnedAway.metadata.length)).toThrow("As many events as can be held wait");
    const other = (await createTestWorkspace()).id;
    requireRoom(other, turnedAway.metadata.length);
    expect(await commitDrafts(other, [turnedAway])).toMatchObject({ accepted: 1 });
    expect(countWaitingEvents()).toBe(63);
    await letGo();
    for (const { accepted } of await Promise.all(waiting)) expect(accepted).toBe(1);
    expect(countWaitingEvents()).toBe(0);
    expect(await commitDrafts(log, [turnedAway])).toMatchObject({ accepted: 1, firstCursor: 64 });
  });

  test("whose turn doesn't come in time is told to try again, and nothing of it is stored", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const inFlight = commitDrafts(log, drafts(1));
    await vi.waitFor(async () => expect(await countAppends("patient-append")).toBe(1), { timeout: 10_000 });
    const outcome = expect(commitDrafts(log, drafts(2))).rejects.toMatchObject({
      status: 503,
      outside: { public: expect.stringContaining("too slow"), headers: { "retry-after": "2" } },
    });
    vi.advanceTimersByTime(11_000);
    await outcome;
    await letGo();
    expect(await inFlight).toMatchObject({ accepted: 1, firstCursor: 1 });
    expect(await storedCursors(log)).toHaveLength(1);
  });
});

test("while another writer holds seven logs the others are served, and callers of the held ones hear 503", async () => {
  const held = await Promise.all(Array.from({ length: 7 }, async () => (await createTestWorkspace()).id));
  const letGo = await holdLog(...held);
  onTestFinished(letGo);
  const callers = held.map((id) => commitDrafts(id, drafts(1)));
  const outcomes = Promise.allSettled(callers);
  const firstHeld = Promise.race(callers);
  firstHeld.catch(() => {});
  for (let i = 0; i < 10; i++) {
    // Would wait for a statement's fifteen seconds if held logs could take every connection.
    expect(await Promise.race([commitDrafts(log, drafts(1)), firstHeld])).toMatchObject({ accepted: 1 });
    expect(await countAppends("append")).toBeLessThanOrEqual(4);
    expect(await countAppends("patient-append")).toBeLessThanOrEqual(2);
  }
  await expect(firstHeld).rejects.toMatchObject({ status: 503, outside: { headers: { "retry-after": "2" } } });
  await letGo();
  expect((await outcomes).filter(({ status }) => status === "fulfilled")).not.toHaveLength(0);
  for (const id of held) expect(await commitDrafts(id, drafts(1))).toMatchObject({ accepted: 1 });
});

test("the same batch fifty times at once is stored once, and the answers add up", async () => {
  const batch = drafts(7);
  const receipts = await Promise.all(Array.from({ length: 50 }, () => commitDrafts(log, batch)));
  const total = (count: "accepted" | "duplicates") => receipts.reduce((sum, receipt) => sum + receipt[count], 0);
  expect([total("accepted"), total("duplicates")]).toEqual([7, 343]);
  expect(await storedCursors(log)).toEqual(batch.map(({ event_id }, i) => ({ cursor: i + 1, event_id })));
});

test("a batch repeated after its commit answers with duplicates and no cursors", async () => {
  const batch = drafts(3);
  await commitDrafts(log, batch);
  expect(await commitDrafts(log, batch)).toEqual({
    accepted: 0,
    duplicates: 3,
    firstCursor: null,
    lastCursor: null,
  });
});

test("what fails at the very commit is never acknowledged", async () => {
  await pool("query").query(`
    CREATE FUNCTION refuse() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused at the commit'; END $$;
    CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON events DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (NEW.operation = 'fails late') EXECUTE FUNCTION refuse()`);
  const late = { ...noteDraft(randomUUID()), operation: "fails late" };
  await expect(commitDrafts(log, [late])).rejects.toThrow("refused at the commit");
  expect(await commitDrafts(log, drafts(1))).toMatchObject({ accepted: 1, firstCursor: 1 });
});
