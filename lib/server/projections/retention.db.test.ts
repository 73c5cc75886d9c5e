import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { wholeReach } from "@/lib/contract/reach";
import type { RetentionSettings } from "@/lib/contract/retention";
import { pool } from "../db/pool";
import { appendEvents } from "../store/append-events";
import { decodeEvent } from "../store/event-row";
import { pageEvents } from "../store/page-events";
import { readLog } from "../store/read-log";
import { readRetentionSettings, writeRetentionSettings } from "../store/retention-settings";
import { ageEvents } from "../testing/aged-log";
import { agentStory } from "../testing/agent-stories";
import { anyRunDraft } from "../testing/any-run-draft";
import { byTest } from "../testing/by-test";
import { fillLog } from "../testing/counting-projection";
import { naiveStats } from "../testing/naive-stats";
import { noteDraft } from "../testing/note-draft";
import { createTestWorkspace, storedCursors, withTestDatabase } from "../testing/test-workspace";
import { advance } from "./advance";
import { catchUp } from "./catch-up";
import { type ModelsId, projectionsOf } from "./models";
import type { Projection } from "./projection";
import { readStats } from "./read-stats";
import { markForRebuild } from "./rebuild";
import { projections as all } from "./registry";
import { moveFloor } from "./remove-oldest";
import { retainAll, retainStep } from "./retain";
import { rollupsProjectionTuned } from "./rollups";

withTestDatabase();

/** Has digests and packs after dozens of events, as a log of millions has them. */
const hasty = rollupsProjectionTuned({ digestsMax: 3, digestCountsMax: 12 });
const projections = all.map((projection) => (projection.name === "rollups" ? hasty : projection));
const keeping = projections.filter(({ forget }) => !forget);
const nowMs = Date.now();
const dayMs = 86_400_000;

const failing = "SELECT 1 / 0 FROM logs WHERE workspace_id = $1 AND $2::bigint < $3::bigint";
/** The read models, one of which fails as the process would in the middle of whatever it does. */
const crashing = (index: number): Projection[] =>
  projections.map((projection, at) => {
    if (at !== index) return projection;
    if (!projection.forget) return { ...projection, statements: [...projection.statements, failing] };
    return {
      ...projection,
      async forget(...range) {
        await projection.forget?.(...range);
        throw new Error("crashed");
      },
    };
  });

/** How a session ended that has not ended nobody reads, and it depends on how the log was cut. */
const ofAnEnd = "CASE WHEN to_jsonb(t) -> 'ended_at' = 'null' THEN 'ended_in_failure' ELSE '' END";

/** All that the read models know which keep what they knew, row by row. */
async function whatIsKept(workspaceId: number): Promise<Record<string, string[]>> {
  const tables = keeping.flatMap((projection) => projection.tables);
  const known: Record<string, string[]> = {};
  for (const table of tables) {
    const { rows } = await pool("query").query<{ row: string }>(
      `SELECT row FROM (SELECT (to_jsonb(t) - 'workspace_id' - ${ofAnEnd})::text AS row FROM ${table} t WHERE workspace_id = $1) r
        ORDER BY row COLLATE "C"`,
      [workspaceId],
    );
    known[table] = rows.map(({ row }) => row);
  }
  return known;
}

/** Until nothing is due. */
async function retain(workspaceId: number, eventsMax = 1_000): Promise<void> {
  for (;;) {
    const step = await retainStep(workspaceId, { eventsMax });
    if (step.state === "done") return;
    expect(step.state).toBe("worked");
  }
}

async function facets(workspaceId: number): Promise<unknown[]> {
  const text =
    'SELECT field, value, events FROM facet_values WHERE workspace_id = $1 ORDER BY field, value COLLATE "C"';
  return (await pool("query").query(text, [workspaceId])).rows;
}

const allOf = async (workspaceId: number) => {
  const { events } = await pageEvents(wholeReach(workspaceId), {}, { order: "asc", limit: 10_000 });
  return events.map(decodeEvent);
};

async function expectStatsOfTheRest(workspaceId: number): Promise<void> {
  const asked = { bucket: "auto" as const, nowMs };
  const [rest, log] = [await allOf(workspaceId), await readLog(workspaceId)];
  const since = new Date(nowMs - 20 * dayMs).toISOString();
  for (const filter of [{}, { severity: ["error" as const] }, { agent_id: ["a1", "one"] }, { since }]) {
    const expected = { ...naiveStats(rest, filter, asked), head: log?.head };
    expect(await readStats(wholeReach(workspaceId), filter, asked)).toEqual(expected);
  }
}

const act = fc.oneof(
  fc.record({
    kind: fc.constant("settings" as const),
    retention_days: fc.constantFrom(null, 25),
    payload_days: fc.constantFrom(null, 5, 15),
  }),
  fc.record({ kind: fc.constant("retain" as const), eventsMax: fc.integer({ min: 1, max: 25 }) }),
  fc.record({ kind: fc.constant("crash" as const), index: fc.nat(projections.length - 1) }),
  fc.record({
    kind: fc.constant("fold" as const),
    index: fc.nat(projections.length - 1),
    eventsMax: fc.integer({ min: 1, max: 30 }),
  }),
  fc.record({ kind: fc.constant("follow" as const), eventsMax: fc.integer({ min: 5, max: 60 }) }),
  fc.record({ kind: fc.constant("rebuild" as const), index: fc.nat(projections.length - 1) }),
);
const stretch = fc.record({
  drafts: fc.oneof(agentStory, fc.array(anyRunDraft, { maxLength: 50, size: "max" })),
  acts: fc.array(act, { minLength: 2, maxLength: 8, size: "max" }),
});

/** So that something goes in most runs. */
const lastSettings = fc.record({ retention_days: fc.constantFrom(25, 25, null), payload_days: fc.constantFrom(5, 15) });

test("Whatever retention has removed and wherever it crashed, read models know what they knew, before and after a rebuild.", {
  timeout: 180_000,
}, async () => {
  let removed = 0;
  let emptied = 0;
  await fc.assert(
    fc.asyncProperty(fc.tuple(stretch, stretch, stretch), lastSettings, async (stretches, last) => {
      const [mine, twin] = [await createTestWorkspace(), await createTestWorkspace()];
      for (const [index, { drafts, acts }] of stretches.entries()) {
        const { head } = (await readLog(mine.id)) ?? { head: 0 };
        for (const { id } of [mine, twin]) {
          if (drafts.length > 0)
            await appendEvents(
              id,
              drafts.map((draft) => ({ ...draft, timestamp: draft.timestamp ?? "2026-01-01T00:00:00.000000Z" })),
            );
          await ageEvents(id, { after: head, days: 30 - 10 * index, sinceMs: nowMs - 3_600_000 });
        }
        for (const each of acts) {
          if (each.kind === "settings") await writeRetentionSettings(mine.id, each, byTest);
          if (each.kind === "retain") await retainStep(mine.id, { ...each, projections });
          if (each.kind === "crash") await retainStep(mine.id, { projections: crashing(each.index) }).catch(() => {});
          const projection = "index" in each ? projections[each.index] : undefined;
          if (each.kind === "fold" && projection) await advance(mine.id, projection, each);
          if (each.kind === "follow") await catchUp(mine.id, { ...each, projections });
          if (each.kind === "rebuild") await markForRebuild({ workspaceId: mine.id, name: projection?.name });
        }
      }
      await writeRetentionSettings(mine.id, last, byTest);
      for (let step = 0; step < 3; step += 1) await retainStep(mine.id, { projections, eventsMax: 40 });
      for (const { id } of [mine, twin]) await catchUp(id, { projections });
      const expected = await whatIsKept(twin.id);
      expect(await whatIsKept(mine.id)).toEqual(expected);
      await expectStatsOfTheRest(mine.id);
      const [listed, kept] = [await facets(mine.id), await allOf(mine.id)];
      await markForRebuild({ workspaceId: mine.id, name: undefined });
      await catchUp(mine.id, { projections, eventsMax: 30 });
      expect(await whatIsKept(mine.id)).toEqual(expected);
      expect(await facets(mine.id)).toEqual(listed);
      await expectStatsOfTheRest(mine.id);
      removed += ((await readLog(mine.id))?.head ?? 0) - kept.length;
      emptied += kept.filter(({ metadata_expired }) => metadata_expired).length;
    }),
    { numRuns: 10, endOnFailure: true },
  );
  expect([removed, emptied].map((events) => events > 0)).toEqual([true, true]);
});

/** A log of notes, the first of them received long ago. */
async function agedLog(count: number, old: number): Promise<{ id: number; slug: string }> {
  const workspace = await createTestWorkspace();
  await fillLog(workspace.id, count);
  await ageEvents(workspace.id, { after: 0, days: 40, sinceMs: nowMs });
  await ageEvents(workspace.id, { after: old, days: 0, sinceMs: nowMs });
  return workspace;
}

const thirty: RetentionSettings = { retention_days: 30, payload_days: null };

test("What is due goes, to the event, and nothing of any other workspace; indexes go with their blocks.", async () => {
  const [mine, other] = [await agedLog(3_500, 2_500), await agedLog(30, 20)];
  for (const { id } of [mine, other]) await catchUp(id);
  await writeRetentionSettings(mine.id, thirty, byTest);
  expect(await retainAll()).toBeGreaterThanOrEqual(2_500);
  expect(await readLog(mine.id)).toMatchObject({ floor: 2_501, head: 3_500 });
  expect((await storedCursors(mine.id)).map(({ cursor }) => cursor)).toEqual(
    Array.from({ length: 1_000 }, (_, i) => 2_501 + i),
  );
  expect((await storedCursors(other.id)).length).toBe(30);
  expect(await readLog(other.id)).toMatchObject({ floor: 1 });
  const { rows } = await pool("query").query(
    `SELECT (SELECT array_agg(DISTINCT block) FROM block_values WHERE workspace_id = $1) AS values,
      (SELECT array_agg(DISTINCT block) FROM blocks WHERE workspace_id = $1) AS blocks,
      (SELECT array_agg(DISTINCT block) FROM word_blocks WHERE workspace_id = $1) AS words,
      (SELECT count(*)::int FROM block_values WHERE workspace_id = $1 AND length(positions) > 2 * 1024) AS wrong`,
    [mine.id],
  );
  expect(rows).toEqual([{ values: [2], blocks: [2], words: [2], wrong: 0 }]);
  for (const agent_id of ["a0", "a3"]) {
    const { events } = await pageEvents(wholeReach(mine.id), { agent_id: [agent_id] }, { order: "asc", limit: 1_000 });
    const expected = Array.from({ length: 1_000 }, (_, i) => 2_501 + i).filter(
      (cursor) => `a${cursor % 7}` === agent_id,
    );
    expect(events.map(({ cursor }) => cursor)).toEqual(expected);
  }
  expect(await retainStep(mine.id)).toEqual({ state: "done" });
});

test("Rows of the block index go with the last event that they name, in whatever steps.", async () => {
  const { id } = await createTestWorkspace();
  await fillLog(id, 1_100, 300);
  await ageEvents(id, { after: 0, days: 40, sinceMs: nowMs });
  await ageEvents(id, { after: 900, days: 0, sinceMs: nowMs });
  await catchUp(id);
  await writeRetentionSettings(id, thirty, byTest);
  await retain(id, 130);
  const { events } = await pageEvents(wholeReach(id), {}, { order: "asc", limit: 1_000 });
  const agents = new Set(events.filter(({ cursor }) => cursor <= 1_024).map(({ agent_id }) => agent_id));
  const text = `SELECT a FROM generate_series(0, 299) i, LATERAL (SELECT 'a' || i AS a) n
    WHERE EXISTS (SELECT FROM block_values v WHERE v.workspace_id = $1 AND v.value_hash = hashtextextended(n.a, 1))`;
  const field = await pool("query").query<{ a: string }>(text, [id]);
  expect(new Set(field.rows.map(({ a }) => a))).toEqual(agents);
});

test("An event without its payload keeps its facts, says so, and is found by its facts only.", async () => {
  const { id } = await createTestWorkspace();
  const draft = (note: string | null) => ({
    ...noteDraft(randomUUID()),
    operation: "deploy",
    metadata: note === null ? "{}" : JSON.stringify({ note }),
  });
  await appendEvents(id, [draft("turquoise"), draft(null), draft("turquoise")]);
  await ageEvents(id, { after: 0, days: 10, sinceMs: nowMs });
  await ageEvents(id, { after: 2, days: 0, sinceMs: nowMs });
  await catchUp(id);
  await writeRetentionSettings(id, { retention_days: 30, payload_days: 7 }, byTest);
  await retain(id);
  const found = async (q: string) => (await pageEvents(wholeReach(id), { q }, { order: "asc", limit: 10 })).events;
  expect((await found("turquoise")).map(({ cursor }) => cursor)).toEqual([3]);
  expect((await found("deploy")).map(({ metadataJson, metadata_expired }) => [metadataJson, metadata_expired])).toEqual(
    [
      ["{}", true],
      ["{}", undefined],
      ['{"note":"turquoise"}', undefined],
    ],
  );
  expect((await readRetentionSettings(id)).payloadsFrom).toBe(3);
});

test("A process that ends after any step leaves a log that the next one goes on with.", async () => {
  const { id } = await agedLog(300, 200);
  await catchUp(id);
  await writeRetentionSettings(id, thirty, byTest);
  const listed = async () =>
    (await pageEvents(wholeReach(id), {}, { order: "asc", limit: 1_000 })).events.map(({ cursor }) => cursor);
  const settings = await readRetentionSettings(id);
  // What read models know is saved, and the floor stands.
  const oldest = { from: 1, to: 101 };
  await expect(
    retainStep(id, { eventsMax: 100, projections: crashing(all.findIndex(({ forget }) => forget)) }),
  ).rejects.toThrow();
  expect([await readLog(id), (await listed()).length]).toMatchObject([{ floor: 1 }, 300]);
  // The floor has moved, and the rows are there: nobody sees them.
  expect(await moveFloor({ workspaceId: id, settings, projections: all }, oldest)).toBe(true);
  expect([(await storedCursors(id)).length, (await listed())[0]]).toEqual([300, 101]);
  expect((await readStats(wholeReach(id), {}, { bucket: "auto", nowMs }))?.total).toBe(200);
  expect(await moveFloor({ workspaceId: id, settings, projections: all }, oldest)).toBe(false);
  await retain(id, 64);
  expect([(await storedCursors(id)).length, (await listed()).length, (await listed())[0]]).toEqual([100, 100, 201]);
});

test("Nothing goes that a read model's base does not know, by settings that have changed, or by two at once.", async () => {
  const { id } = await agedLog(300, 200);
  await catchUp(id);
  await writeRetentionSettings(id, thirty, byTest);
  const target = { workspaceId: id, settings: thirty, projections: all };
  const oldest = { from: 1, to: 101 };
  expect(await moveFloor(target, oldest)).toBe(false);
  for (const projection of keeping) await advance(id, projection, { baseUpTo: 100 });
  expect(await moveFloor({ ...target, settings: { ...thirty, retention_days: 31 } }, oldest)).toBe(false);
  const moved = await Promise.all([moveFloor(target, oldest), moveFloor(target, oldest), moveFloor(target, oldest)]);
  expect(moved.filter(Boolean)).toHaveLength(1);
  expect(await readLog(id)).toMatchObject({ floor: 101 });
});

test("Appends go on while retention works, and an id may be stored again when its event is gone.", async () => {
  const { id } = await agedLog(1_200, 1_100);
  await catchUp(id);
  const [first] = await storedCursors(id);
  await writeRetentionSettings(id, thirty, byTest);
  const appended: number[] = [];
  let isWorking = true;
  const appending = (async () => {
    while (isWorking) {
      // With the id of an event that is about to go among them: a repeat until then.
      const drafts = [noteDraft(randomUUID()), noteDraft(first?.event_id ?? "")];
      appended.push((await appendEvents(id, drafts)).storedAlready.size);
    }
  })();
  await retain(id, 50);
  isWorking = false;
  await appending;
  expect(appended.length).toBeGreaterThan(5);
  // It was a repeat of the old event, then an event, then a repeat of that one.
  expect(appended.filter((repeats) => repeats === 0)).toHaveLength(1);
  const { floor, head } = (await readLog(id)) ?? {};
  expect([floor, head]).toEqual([1_101, 1_200 + appended.length + 1]);
  expect((await storedCursors(id)).length).toBe(Number(head) - 1_100);
});

test("The tables of bases and scopes are those of the read models, column by column.", async () => {
  const { rows } = await pool("query").query<{ of: string; columns: string[] }>(
    `SELECT table_schema || '.' || table_name AS of, array_agg(column_name || ' ' || udt_name ORDER BY ordinal_position) AS columns
      FROM information_schema.columns WHERE table_schema IN ('public', 'retained', 'restricted') GROUP BY 1`,
  );
  const columns = new Map(rows.map((row) => [row.of, row.columns]));
  for (const table of ["projection_cursors", ...keeping.flatMap((projection) => projection.tables)]) {
    expect([table, columns.get(`retained.${table}`)]).toEqual([table, columns.get(`public.${table}`)]);
  }
  // The last two are views of the log.
  const ofScopes = projectionsOf(-1 as ModelsId).flatMap((projection) => projection.tables);
  for (const table of [...ofScopes, "projection_cursors", "rollup_shapes", "rollup_agents", "events", "logs"]) {
    expect([table, columns.get(`restricted.${table}`)]).toEqual([table, columns.get(`public.${table}`)]);
  }
});
