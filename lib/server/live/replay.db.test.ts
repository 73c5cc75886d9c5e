import { randomUUID } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { pool } from "../db/pool";
import { appendEvents } from "../store/append-events";
import { noteDraft } from "../testing/note-draft";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { replayChunk } from "./replay";
import { selectionOf } from "./selection";

withTestDatabase();

const everything = selectionOf({}, null, { projects: null });

async function createLog(events: number): Promise<number> {
  const { id } = await createTestWorkspace();
  await appendEvents(
    id,
    Array.from({ length: events }, () => noteDraft(randomUUID())),
  );
  return id;
}

/** Counts what is really asked of the database. */
const countQueries = () => vi.spyOn(pool("catch-up"), "query");
afterEach(() => {
  vi.restoreAllMocks();
});

test("readers who stand at one place get one page, read once for all of them", async () => {
  const id = await createLog(2_000);
  const queries = countQueries();
  const chunks = await Promise.all(Array.from({ length: 50 }, () => replayChunk(id, everything, 0, 2_000)));
  // The page, and two ahead of it.
  expect(queries).toHaveBeenCalledTimes(3);
  expect(chunks[0]).toMatchObject({ events: 512, cursor: 512, floor: 1 });
  for (const chunk of chunks) expect(chunk?.bytes).toBe(chunks[0]?.bytes);
});

test("readers who begin at different places share from their second page on", async () => {
  const id = await createLog(2_000);
  const ends = await Promise.all(
    [3, 77, 400].map(async (cursor) => {
      const first = await replayChunk(id, everything, cursor, 2_000);
      expect(first?.events).toBe(512 - cursor);
      return replayChunk(id, everything, first?.cursor ?? 0, 2_000);
    }),
  );
  expect(ends[0]).toMatchObject({ events: 512, cursor: 1_024 });
  for (const end of ends) expect(end?.bytes).toBe(ends[0]?.bytes);
});

test("a whole log is read by as many queries as it has pages, however many read it", async () => {
  const id = await createLog(2_000);
  const queries = countQueries();
  const read = async () => {
    let [cursor, events] = [0, 0];
    while (cursor < 2_000) {
      const chunk = await replayChunk(id, everything, cursor, 2_000);
      cursor = chunk?.cursor ?? 2_000;
      events += chunk?.events ?? 0;
    }
    return events;
  };
  expect(await Promise.all(Array.from({ length: 20 }, read))).toEqual(Array.from({ length: 20 }, () => 2_000));
  expect(queries).toHaveBeenCalledTimes(4);
});

test("readers with other filters, other windows or of another workspace share nothing", async () => {
  const [id, other] = [await createLog(600), await createLog(600)];
  const queries = countQueries();
  const selections = [
    everything,
    selectionOf({ agent_id: ["a"] }, null, { projects: null }),
    selectionOf({}, 1_000, { projects: null }),
  ];
  const chunks = await Promise.all([
    ...selections.map((selection) => replayChunk(id, selection, 500, 600)),
    replayChunk(other, everything, 500, 600),
  ]);
  expect(new Set(chunks.map((chunk) => chunk?.bytes)).size).toBe(4);
  expect(queries.mock.calls.length).toBeGreaterThanOrEqual(4);
  expect(chunks[2]?.bytes?.toString()).toMatch(/^id: 512\nevent: batch\n/);
});

test("a filter that matches nothing advances by far more than a page", async () => {
  const id = await createLog(2_000);
  expect(await replayChunk(id, selectionOf({ agent_id: ["nobody"] }, null, { projects: null }), 0, 2_000)).toEqual({
    bytes: null,
    events: 0,
    cursor: 2_000,
    floor: 1,
  });
});

test("a page whose reading failed is read anew by who asks next", async () => {
  const id = await createLog(10);
  await pool("query").query("ALTER TABLE events RENAME TO events_away");
  await expect(replayChunk(id, everything, 0, 10)).rejects.toThrow("events");
  await pool("query").query("ALTER TABLE events_away RENAME TO events");
  expect(await replayChunk(id, everything, 0, 10)).toMatchObject({ events: 10 });
});
