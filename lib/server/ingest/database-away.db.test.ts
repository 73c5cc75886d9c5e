import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { databaseUrl, setDatabaseUrl } from "../db/pool";
import { DatabaseLink } from "../testing/database-link";
import { noteDraft } from "../testing/note-draft";
import { createTestWorkspace, storedCursors, withTestDatabase } from "../testing/test-workspace";
import { commitDrafts } from "./group-commit";

withTestDatabase();

const unavailable = { status: 503, outside: { headers: { "retry-after": expect.stringMatching(/^\d+$/) } } };

/** Two cores are shared with the other tests: what takes milliseconds may take seconds. */
const patience = { timeout: 10_000 };

/** The direct way to the database: the code under test goes by the link. */
let direct: string;
let link: DatabaseLink;
let log: number;

beforeAll(async () => {
  direct = databaseUrl();
  link = new DatabaseLink(direct);
  await link.open();
  setDatabaseUrl(link.url);
  return () => link.cut();
});
beforeEach(async () => {
  log = (await createTestWorkspace()).id;
});
afterEach(() => link.open());

const drafts = (count: number) => Array.from({ length: count }, () => noteDraft(randomUUID()));

test("a database that can't be reached is a 503, and it is used again as soon as it can", async () => {
  await commitDrafts(log, drafts(1));
  await link.cut();
  const lost = drafts(2);
  await expect(commitDrafts(log, lost)).rejects.toMatchObject(unavailable);
  await link.open();
  expect(await commitDrafts(log, lost)).toEqual({ accepted: 2, duplicates: 0, firstCursor: 2, lastCursor: 3 });
});

test("the callers of an append that is broken off hear 503, nothing of them is stored, and those who waited are served", async () => {
  const holder = new pg.Client({ connectionString: direct });
  // PostgreSQL shows a transaction what was so at its first look: who looks again needs a session without one.
  const observer = new pg.Client({ connectionString: direct });
  await Promise.all([holder.connect(), observer.connect()]);
  await holder.query("BEGIN");
  await holder.query("SELECT FROM logs WHERE workspace_id = $1 FOR UPDATE", [log]);
  const first = [commitDrafts(log, drafts(1)), commitDrafts(log, drafts(2))];
  // By then both wait together, where they may wait for long.
  await vi.waitFor(async () => expect(await appendsThatWait(observer)).toHaveLength(1), patience);
  const outcomes = Promise.allSettled([...first, commitDrafts(log, drafts(2)), commitDrafts(log, drafts(3))]);
  for (const pid of await appendsThatWait(observer)) await observer.query("SELECT pg_terminate_backend($1)", [pid]);
  await holder.query("COMMIT");
  await Promise.all([holder.end(), observer.end()]);
  const [one, two, ...waiting] = await outcomes;
  for (const inFlight of [one, two]) expect(inFlight).toMatchObject({ status: "rejected", reason: unavailable });
  // They were not in that append: they go into the next one.
  expect(waiting).toMatchObject([
    { status: "fulfilled", value: { accepted: 2, firstCursor: 1, lastCursor: 2 } },
    { status: "fulfilled", value: { accepted: 3, firstCursor: 3, lastCursor: 5 } },
  ]);
  expect(await storedCursors(log)).toHaveLength(5);
});

/** The backends of the appends that wait, patiently, for a log. */
async function appendsThatWait(by: pg.Client): Promise<number[]> {
  const { rows } = await by.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database()
     AND application_name = 'sightline patient-append' AND wait_event_type = 'Lock'`,
  );
  return rows.map(({ pid }) => pid);
}
