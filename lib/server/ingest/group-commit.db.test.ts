import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pool } from "../db/pool";
import { noteDraft } from "../testing/note-draft";
import { createTestWorkspace, storedCursors, withTestDatabase } from "../testing/test-workspace";
import { type CommitReceipt, commitDrafts } from "./group-commit";

withTestDatabase();

let log: number;

beforeEach(async () => {
  log = (await createTestWorkspace()).id;
});

const drafts = (count: number) => Array.from({ length: count }, () => noteDraft(randomUUID()));

/** Holds the log's row, as an append that doesn't end would: the first request is in flight, the others queue up. */
async function holdLog(): Promise<() => Promise<void>> {
  const client = await pool("query").connect();
  await client.query("BEGIN");
  await client.query("SELECT FROM logs WHERE workspace_id = $1 FOR UPDATE", [log]);
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

/** The ids that the log holds where a receipt says that the request's events are. */
async function idsAt({ firstCursor, lastCursor }: CommitReceipt): Promise<string[]> {
  const stored = await storedCursors(log);
  return stored.slice((firstCursor ?? 1) - 1, lastCursor ?? 0).map((event) => event.event_id);
}

describe("while an append is in flight", () => {
  let letGo: () => Promise<void>;

  beforeEach(async () => {
    letGo = await holdLog();
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
    expect(await countTransactions()).toBe(2);
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

  test("the queue is bounded: who comes later is told to try again, and who waits is served", async () => {
    const inFlight = commitDrafts(log, drafts(1));
    const waiting = Array.from({ length: 50 }, () => commitDrafts(log, drafts(1_000)));
    const turnedAway = drafts(1);
    await expect(async () => commitDrafts(log, turnedAway)).rejects.toMatchObject({
      status: 503,
      outside: { headers: { "retry-after": "1" } },
    });
    await letGo();
    await inFlight;
    for (const { accepted } of await Promise.all(waiting)) expect(accepted).toBe(1_000);
    expect(await commitDrafts(log, turnedAway)).toMatchObject({ accepted: 1, firstCursor: 50_002 });
  });
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
