import { randomUUID } from "node:crypto";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { wholeReach } from "@/lib/contract/reach";
import { databaseUrl } from "../db/pool";
import { anyDraft } from "../testing/any-draft";
import { noteDraft } from "../testing/note-draft";
import { createTestWorkspace, storedCursors, withTestDatabase } from "../testing/test-workspace";
import { type AppendResult, appendEvents, storedEventOfDraft } from "./append-events";
import { pageEvents } from "./page-events";

withTestDatabase();

/** Two cores are shared with the other tests: what takes milliseconds may take seconds. */
const patience = { timeout: 10_000 };

/** The connections of a second instance, beside those of this process's own pool. */
let elsewhere: pg.Pool;

beforeAll(async () => {
  elsewhere = new pg.Pool({ connectionString: databaseUrl(), max: 8 });
  await elsewhere.query(contenders);
});
afterAll(() => elsewhere.end());

/**
 * Two ways to append bare ids, in this file's database only: by `append_events` (its unnest fills short arrays up with
 * null), and as one would naively, with the cursor from a sequence.
 */
const contenders = `
  CREATE FUNCTION by_append_events(p_workspace_id INTEGER, p_ids UUID[], OUT base BIGINT, OUT stored_already UUID[])
  LANGUAGE sql AS $$
    SELECT a.base, a.stored_already FROM append_events(
      p_workspace_id, p_ids, array_fill('note'::text, ARRAY[cardinality(p_ids)]), '{}', '{}', '{}', '{}', '{}', '{}',
      '{}', array_fill('info'::text, ARRAY[cardinality(p_ids)]), '{}', '{}', '{}', '{}', '{}',
      array_fill('custom'::text, ARRAY[cardinality(p_ids)]), array_fill('{}'::json, ARRAY[cardinality(p_ids)]), '{}') a
  $$;
  CREATE FUNCTION by_sequence(p_workspace_id INTEGER, p_ids UUID[]) RETURNS VOID LANGUAGE sql AS $$
    INSERT INTO events
      (workspace_id, cursor, event_id, event_type, timestamp, received_at, severity, category, metadata)
    SELECT p_workspace_id, nextval('cursors_of_' || p_workspace_id), id, 'note', now(), now(), 'info', 'custom', '{}'
    FROM unnest(p_ids) id
    ON CONFLICT (workspace_id, event_id) DO NOTHING
  $$;`;

type Contender = "by_append_events" | "by_sequence";
type Connection = pg.Pool | pg.PoolClient;

async function createLog(): Promise<number> {
  const { id } = await createTestWorkspace();
  await elsewhere.query(`CREATE SEQUENCE cursors_of_${id}`);
  return id;
}

const append = (on: Connection, by: Contender, workspaceId: number, ids: string[]) =>
  on.query<{ base: string; stored_already: string[] | null }>(`SELECT * FROM ${by}($1, $2)`, [workspaceId, ids]);

/** A reader as the live tail is one: it holds a cursor and asks for what comes after it. */
class Reader {
  readonly seen: number[] = [];
  readonly #workspaceId: number;

  constructor(workspaceId: number) {
    this.#workspaceId = workspaceId;
  }

  async readOn(): Promise<void> {
    let more = true;
    while (more) {
      const page = await pageEvents(
        wholeReach(this.#workspaceId),
        {},
        { order: "asc", limit: 100, after: this.seen.at(-1) ?? 0 },
      );
      this.seen.push(...page.events.map((event) => event.cursor));
      more = page.hasMore;
    }
  }
}

/** What is wrong with a log, and with what a reader saw of it who read to its end. Empty when all is well. */
async function violations(workspaceId: number, { seen }: Reader): Promise<string[]> {
  const stored = await storedCursors(workspaceId);
  const read = new Set(seen);
  const found = stored.flatMap(({ cursor }, i) => (cursor === i + 1 ? [] : [`place ${i + 1} holds cursor ${cursor}`]));
  if (new Set(stored.map((event) => event.event_id)).size < stored.length) found.push("an id is stored twice");
  for (const { cursor } of stored) if (!read.has(cursor)) found.push(`cursor ${cursor} was skipped`);
  seen.forEach((cursor, i) => {
    if (cursor <= (seen[i - 1] ?? 0)) found.push(`cursor ${cursor} was read late`);
  });
  return found;
}

/** Resolves once the query has been answered or waits for a lock: the furthest that it can get by itself. */
async function settledOrBlocked(backend: number, query: Promise<unknown>): Promise<void> {
  let settled = false;
  void query.then(() => {
    settled = true;
  });
  await vi.waitFor(async () => {
    const { rows } = await elsewhere.query<{ blocked: boolean }>(
      "SELECT cardinality(pg_blocking_pids($1)) > 0 AS blocked",
      [backend],
    );
    expect(settled || rows[0]?.blocked).toBe(true);
  }, patience);
}

async function backendOf(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  return rows[0]?.pid ?? 0;
}

type Hardship = { name: string; withSequence: string; violationsAfter: (by: Contender) => Promise<string[]> };

/** What can befall appends, and the violation that a sequence then commits. */
const hardships: Hardship[] = [
  {
    name: "an append that has its cursors before another one and commits after it",
    withSequence: "cursor 1 was skipped",
    violationsAfter: async (by) => {
      const log = await createLog();
      const reader = new Reader(log);
      const [slow, quick] = [await elsewhere.connect(), await elsewhere.connect()];
      try {
        const quickBackend = await backendOf(quick);
        await slow.query("BEGIN");
        await append(slow, by, log, [randomUUID()]);
        const overtaking = append(quick, by, log, [randomUUID()]);
        await settledOrBlocked(quickBackend, overtaking);
        await reader.readOn();
        await slow.query("COMMIT");
        await overtaking;
        await reader.readOn();
      } finally {
        slow.release();
        quick.release();
      }
      return violations(log, reader);
    },
  },
  {
    name: "an append that is rolled back",
    withSequence: "place 1 holds cursor 3",
    violationsAfter: async (by) => {
      const log = await createLog();
      const reader = new Reader(log);
      const client = await elsewhere.connect();
      try {
        await client.query("BEGIN");
        await append(client, by, log, [randomUUID(), randomUUID()]);
        await client.query("ROLLBACK");
      } finally {
        client.release();
      }
      await append(elsewhere, by, log, [randomUUID()]);
      await reader.readOn();
      return violations(log, reader);
    },
  },
  {
    name: "a repeated id between new ones",
    withSequence: "place 3 holds cursor 4",
    violationsAfter: async (by) => {
      const log = await createLog();
      const reader = new Reader(log);
      const repeated = randomUUID();
      await append(elsewhere, by, log, [repeated]);
      await append(elsewhere, by, log, [randomUUID(), repeated, randomUUID()]);
      await reader.readOn();
      return violations(log, reader);
    },
  },
];

describe.each(hardships)("$name", ({ withSequence, violationsAfter }) => {
  test("leaves no gap in the log and hides nothing from a reader", async () => {
    expect(await violationsAfter("by_append_events")).toEqual([]);
  });

  test("would not go unnoticed here: a sequence breaks the promise", async () => {
    expect(await violationsAfter("by_sequence")).toContain(withSequence);
  });
});

type Writer = (workspaceId: number, ids: string[]) => Promise<Pick<AppendResult, "base" | "storedAlready">>;

const writeHere: Writer = (workspaceId, ids) => appendEvents(workspaceId, ids.map(noteDraft));
const writeElsewhere: Writer = async (workspaceId, ids) => {
  const { rows } = await append(elsewhere, "by_append_events", workspaceId, ids);
  return { base: Number(rows[0]?.base), storedAlready: new Set(rows[0]?.stored_already ?? []) };
};

test("twelve writers of two instances who send the same ids leave cursors 1…n, each id once, and each hears the truth", async () => {
  const log = await createLog();
  const reader = new Reader(log);
  const ids = Array.from({ length: 600 }, () => randomUUID());
  const told: { cursor: number; event_id: string }[] = [];
  const write = async (writer: Writer, start: number) => {
    const own = [...ids.slice(start), ...ids.slice(0, start)];
    for (let size = 1; own.length > 0; size = (size % 40) + 3) {
      const batch = own.splice(0, size);
      const { base, storedAlready } = await writer(log, batch);
      const accepted = batch.filter((id) => !storedAlready.has(id));
      told.push(...accepted.map((event_id, i) => ({ cursor: base + 1 + i, event_id })));
    }
  };
  // Three at a time start with the same id, so that they contend for the very same events.
  const writers = Array.from({ length: 12 }, (_, i) =>
    write(i % 2 === 0 ? writeHere : writeElsewhere, Math.floor(i / 3) * 150),
  );
  let writing = true;
  const written = Promise.all(writers).finally(() => {
    writing = false;
  });
  while (writing) await reader.readOn();
  await written;
  await reader.readOn();

  expect(await violations(log, reader)).toEqual([]);
  expect(told.sort((a, b) => a.cursor - b.cursor)).toEqual(await storedCursors(log));
  expect(told.map(({ event_id }) => event_id).sort()).toEqual([...ids].sort());
});

test("the receipt time grows with the cursor", async () => {
  const log = await createLog();
  await Promise.all(
    Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? writeHere : writeElsewhere)(log, [randomUUID()])),
  );
  const { events } = await pageEvents(wholeReach(log), {}, { order: "asc", limit: 100 });
  const times = events.map((event) => event.received_at);
  expect(times).toHaveLength(12);
  expect(times).toEqual([...times].sort());
});

test("another workspace has its own cursors and its own ids", async () => {
  const [mine, other] = [await createLog(), await createLog()];
  const id = randomUUID();
  await writeHere(mine, [randomUUID(), id]);
  await writeHere(other, [id]);
  expect(await storedCursors(other)).toEqual([{ cursor: 1, event_id: id }]);
});

test("a connection that made its plans while the log was empty looks repeated ids up by the index ever after", async () => {
  const log = await createLog();
  const client = await elsewhere.connect();
  const rowsRead = async () => {
    await client.query("SELECT pg_stat_force_next_flush()");
    const { rows } = await client.query<{ read: string }>(`
      SELECT t.seq_tup_read + sum(i.idx_tup_read) AS read
      FROM pg_stat_user_tables t JOIN pg_stat_user_indexes i USING (relid)
      WHERE t.relname = 'events' GROUP BY t.seq_tup_read`);
    return Number(rows[0]?.read);
  };
  try {
    // The logs of the tests above have been judged; what matters is the table, which all of them share.
    await client.query("TRUNCATE events");
    const repeated = Array.from({ length: 100 }, () => randomUUID());
    for (let i = 0; i < 8; i += 1) await append(client, "by_append_events", log, repeated);
    await writeHere(
      log,
      Array.from({ length: 3_000 }, () => randomUUID()),
    );
    const before = await rowsRead();
    const { rows } = await append(client, "by_append_events", log, [randomUUID(), ...repeated]);
    expect(rows[0]?.stored_already?.sort()).toEqual(repeated.sort());
    expect((await rowsRead()) - before).toBeLessThan(1_000);
  } finally {
    client.release();
  }
});

test("what is stored reads back equal, in every column, for whatever texts and instants", async () => {
  const log = await createLog();
  await fc.assert(
    fc.asyncProperty(fc.array(anyDraft, { minLength: 1, maxLength: 20 }), async (drafts) => {
      const { base, receivedAt } = await appendEvents(log, drafts);
      const { events } = await pageEvents(wholeReach(log), {}, { order: "asc", limit: 100, after: base });
      expect(events).toEqual(drafts.map((draft, i) => storedEventOfDraft(draft, base + 1 + i, receivedAt)));
    }),
    { numRuns: 50 },
  );
});

test("an id or an instant that is none is refused before anything is sent", async () => {
  const log = await createLog();
  await expect(appendEvents(log, [noteDraft("no-uuid")])).rejects.toThrow("no UUID: no-uuid");
  await expect(appendEvents(log, [{ ...noteDraft(randomUUID()), timestamp: "yesterday" }])).rejects.toThrow(
    "no instant",
  );
  expect(await storedCursors(log)).toEqual([]);
});
