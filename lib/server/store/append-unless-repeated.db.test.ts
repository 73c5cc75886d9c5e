import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeEach, expect, test, vi } from "vitest";
import { databaseUrl, pool } from "../db/pool";
import { payloadId } from "../ingest/doors/payload-id";
import { noteDraft } from "../testing/note-draft";
import { createTestWorkspace, storedCursors, withTestDatabase } from "../testing/test-workspace";
import { type AppendDraft, appendEvents } from "./append-events";
import { appendUnlessRepeated } from "./append-unless-repeated";

withTestDatabase();

let log: number;
beforeEach(async () => {
  log = (await createTestWorkspace()).id;
});

/** What a door makes of a payload: another event each time, whose id tells that the payload is the same. */
const payload = (text: string, session_id: string | null = "s"): AppendDraft => ({
  ...noteDraft(payloadId("codex", Buffer.from(text))),
  session_id,
});
const named = (event_id: string): AppendDraft => ({ ...noteDraft(event_id), session_id: "s" });
const justNow = () => performance.now();

/** Appends, all but the named as payloads that came then; answers how many became events. */
async function append(drafts: AppendDraft[], cameAtMs = justNow()): Promise<number> {
  const isPayload = (draft: AppendDraft) => draft.event_id.charAt(14) === "8";
  const { storedAlready } = await appendUnlessRepeated(log, drafts, {
    cameAtMs: (draft) => (isPayload(draft) ? cameAtMs : null),
    lane: "patient-append",
  });
  return drafts.length - storedAlready.size;
}

async function age(seconds: number): Promise<void> {
  await pool("query").query(
    "UPDATE events SET received_at = clock_timestamp() - $2 * INTERVAL '1 s' WHERE workspace_id = $1",
    [log, seconds],
  );
}

test("repeats within one batch are left out, in any session, and the others get cursors without a hole", async () => {
  expect(await append([payload("x"), payload("x"), payload("y"), payload("x"), payload("x", "t"), payload("x")])).toBe(
    4,
  );
  expect(await append([payload("z", null), payload("z", null)])).toBe(1);
  expect((await storedCursors(log)).map(({ cursor }) => cursor)).toEqual([1, 2, 3, 4, 5]);
});

test("what is stored already is no event between two", async () => {
  const id = randomUUID();
  await append([named(id), payload("x")]);
  await age(-60);
  expect(await append([named(id), payload("x")])).toBe(0);
  expect(await append([payload("y"), named(id), payload("y")])).toBe(1);
  expect(await append([named(randomUUID()), payload("y")])).toBe(2);
});

test("a payload that had to wait for its turn is judged by when it came", async () => {
  await append([payload("x")]);
  await age(10);
  expect(await append([payload("x")], justNow() - 9_000)).toBe(0);
  expect(await append([payload("x")], justNow() - 7_000)).toBe(1);
});

test("of two appends at once, as two instances make them, the second sees what the first has stored", async () => {
  const holder = await pool("query").connect();
  await holder.query("BEGIN");
  await holder.query("SELECT FROM logs WHERE workspace_id = $1 FOR UPDATE", [log]);
  const appends = Promise.all(["s-1", "s-2"].map((other) => append([payload("x"), payload("y", other)])));
  const waiting = async () =>
    (
      await pool("query").query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database()
         AND application_name = 'sightline patient-append' AND wait_event_type = 'Lock'`,
      )
    ).rowCount;
  await vi.waitFor(async () => expect(await waiting()).toBe(2), { timeout: 10_000 });
  await holder.query("COMMIT");
  holder.release();
  expect((await appends).toSorted()).toEqual([1, 2]);
  expect(await storedCursors(log)).toHaveLength(3);
});

test("a connection that made its plans while a session was all of the log finds a quiet session's newest event by the index ever after", async () => {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  const newest = async () =>
    (await client.query<{ event_id: string }>("SELECT event_id FROM newest_of_session($1, $2)", [log, "s"])).rows[0]
      ?.event_id;
  const rowsRead = async () => {
    await client.query("SELECT pg_stat_force_next_flush()");
    const { rows } = await client.query<{ read: string }>(`
      SELECT t.seq_tup_read + sum(i.idx_tup_read) AS read
      FROM pg_stat_user_tables t JOIN pg_stat_user_indexes i USING (relid)
      WHERE t.relname = 'events' GROUP BY t.seq_tup_read`);
    return Number(rows[0]?.read);
  };
  try {
    // The table is shared with the tests above, and what is known of it decides the plan.
    await client.query("TRUNCATE events");
    const quiet = [payload("x"), payload("y")];
    await append(quiet);
    await client.query("ANALYZE events");
    for (let i = 0; i < 8; i += 1) expect(await newest()).toBe(quiet.at(-1)?.event_id);
    await appendEvents(
      log,
      Array.from({ length: 3_000 }, () => noteDraft(randomUUID())),
    );
    const before = await rowsRead();
    expect(await newest()).toBe(quiet.at(-1)?.event_id);
    expect((await rowsRead()) - before).toBeLessThan(100);
  } finally {
    await client.end();
  }
});
