import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { wholeReach } from "@/lib/contract/reach";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { filterableEvent, timelineFilter } from "@/lib/timeline/filter-cases";
import type { Filterable } from "@/lib/timeline/match-filter";
import type { Bucket } from "@/lib/timeline/stats-series";
import { pool } from "../db/pool";
import { appendEvents } from "../store/append-events";
import { anyDraft } from "../testing/any-draft";
import { naiveStats } from "../testing/naive-stats";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { advance } from "./advance";
import { catchUp } from "./catch-up";
import type { Projection } from "./projection";
import { readStats } from "./read-stats";
import { markForRebuild } from "./rebuild";
import { rollupsProjectionTuned } from "./rollups";

withTestDatabase();

/** Has digests and packs after dozens of events, as a log of millions has them. */
const hasty = rollupsProjectionTuned({ digestsMax: 3, digestCountsMax: 12 });
/** Fails as the process or the database would in the middle of a step: with everything done but the commit. */
const crashing: Projection = {
  ...hasty,
  async fold(...range) {
    await hasty.fold?.(...range);
    throw new Error("crashed");
  },
};

const nowMs = Date.parse("2026-11-17T14:06:30.000Z");
/** At and around the borders of minutes, hours and days; late ones, and some of clocks that are wrong. */
const instant = fc
  .tuple(
    fc.constantFrom("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-10-01", "2000-01-01", "2100-12-31"),
    fc.constantFrom("00", "13", "14", "23"),
    fc.constantFrom("00", "05", "06", "59"),
    fc.constantFrom("00.000000", "00.000001", "30.500000", "59.999999"),
  )
  .map(([day, hour, minute, second]) => `${day}T${hour}:${minute}:${second}Z`);
const event = fc.tuple(filterableEvent, instant).map(([fields, timestamp]): Filterable => ({ ...fields, timestamp }));

/** Mostly of one field or none, so that something matches. */
const question = fc
  .record({
    fields: timelineFilter,
    fieldsMax: fc.constantFrom(0, 1, 1, 3),
    since: fc.option(instant),
    until: fc.option(instant),
    bucket: fc.constantFrom<(Bucket | "auto")[]>("auto", "auto", "1m", "5m", "1h", "1d"),
  })
  .map(({ fields: { since: _since, until: _until, ...fields }, fieldsMax, since, until, bucket }) => {
    const times = { ...(since === null ? {} : { since }), ...(until === null ? {} : { until }) };
    const filter: TimelineFilter = { ...Object.fromEntries(Object.entries(fields).slice(0, fieldsMax)), ...times };
    return { filter, bucket };
  });

const stretch = fc.record({
  events: fc.array(event, { minLength: 20, maxLength: 60 }),
  steps: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 }),
  questions: fc.array(question, { minLength: 4, maxLength: 8 }),
});

const draftOf = (fields: Filterable) => ({
  ...fields,
  event_id: randomUUID(),
  metadata: JSON.stringify("metadata" in fields ? fields.metadata : {}),
  api_key: null,
});

async function countPacks(workspaceId: number): Promise<number> {
  const { rows } = await pool("query").query<{ packs: number }>(
    "SELECT count(*)::int AS packs FROM rollup_packs WHERE workspace_id = $1",
    [workspaceId],
  );
  return rows[0]?.packs ?? 0;
}

test("statistics are what the filter finds one by one, however the log is cut and whichever steps crash", async () => {
  let counted = 0;
  let packs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(stretch, { minLength: 3, maxLength: 5 }), async (stretches) => {
      const { id } = await createTestWorkspace();
      const stored: Filterable[] = [];
      for (const { events, steps, questions } of stretches) {
        await appendEvents(id, events.map(draftOf));
        stored.push(...events);
        for (const eventsMax of steps) {
          const crash = await advance(id, crashing, { eventsMax }).then(
            ({ state }) => state,
            () => "crashed",
          );
          expect(["crashed", "dry"]).toContain(crash);
          await advance(id, hasty, { eventsMax });
        }
        for (const { filter, bucket } of questions) {
          const stats = await readStats(wholeReach(id), filter, { bucket, nowMs });
          expect(stats).toEqual(naiveStats(stored, filter, { bucket, nowMs }));
          counted += stats?.total ?? 0;
        }
      }
      packs += await countPacks(id);
    }),
    { numRuns: 8, endOnFailure: true },
  );
  // Most questions match something, and not only among events and digests, or agreeing would prove little.
  expect(counted).toBeGreaterThan(200);
  expect(packs).toBeGreaterThan(100);
});

test("a rebuild gives the same, and until it is there the log itself is counted", async () => {
  const { id } = await createTestWorkspace();
  const stored = fc.sample(event, 200);
  await appendEvents(id, stored.map(draftOf));
  await catchUp(id, { projections: [hasty], eventsMax: 30 });
  const expected = naiveStats(stored, {}, { bucket: "auto", nowMs });
  const read = () => readStats(wholeReach(id), {}, { bucket: "auto", nowMs });
  expect(await read()).toEqual(expected);
  expect(await countPacks(id)).toBeGreaterThan(0);
  await markForRebuild({ workspaceId: id, name: "rollups" });
  // An older fold may have meant something else by its rows.
  await pool("query").query("UPDATE rollup_packs SET by_shape = '', by_agent = '' WHERE workspace_id = $1", [id]);
  expect(await read()).toEqual(expected);
  await advance(id, hasty, { eventsMax: 50 });
  expect(await read()).toEqual(expected);
  await catchUp(id, { projections: [hasty] });
  expect(await read()).toEqual(expected);
});

test("no value that the database can keep makes the rollups fail or stand under another's name", async () => {
  const { id } = await createTestWorkspace();
  const names = ["__proto__", "constructor", "toString", "a,b", '"', "\\", "%", "NULL", "1"];
  const drafts = fc
    .sample(anyDraft, 150)
    .map((draft, index) => ({ ...draft, event_id: randomUUID(), source: names[index % names.length] ?? null }));
  await appendEvents(id, drafts);
  await catchUp(id, { projections: [hasty], eventsMax: 40 });
  const stats = await readStats(wholeReach(id), {}, { bucket: "1d", nowMs: Date.parse("2200-01-01T00:00:00Z") });
  // 1d over two centuries is more than anybody may ask for.
  expect(stats).toBeNull();
  const {
    by_source = {},
    by_agent = [],
    total,
  } = (await readStats(wholeReach(id), {}, { bucket: "auto", nowMs })) ?? {};
  expect(total).toBe(150);
  for (const name of names) {
    const expected = drafts.filter(({ source }) => source === name).length;
    expect([name, Object.getOwnPropertyDescriptor(by_source, name)?.value]).toEqual([name, expected]);
  }
  const agents = new Set(drafts.flatMap(({ agent_id }) => agent_id ?? []));
  expect(new Set(by_agent.map(({ agent_id }) => agent_id))).toEqual(agents);
});

test("of very many values the most frequent are listed, and how many more there are", async () => {
  const { id } = await createTestWorkspace();
  const [sample] = fc.sample(event, 1);
  const drafts = Array.from({ length: 1_203 }, (_, index) => ({
    ...draftOf({ ...(sample as Filterable), agent_id: `a${index % 1_201}`, source: `s${index % 1_202}` }),
    event_type: `t${index}`,
  }));
  await appendEvents(id, drafts);
  await advance(id, hasty, { eventsMax: 900 });
  const {
    by_agent = [],
    by_type = {},
    by_source = {},
    more,
  } = (await readStats(wholeReach(id), {}, { bucket: "auto", nowMs })) ?? {};
  expect([by_agent.length, Object.keys(by_type).length, Object.keys(by_source).length]).toEqual([1_000, 1_000, 1_000]);
  expect(more).toEqual({ types: 203, sources: 202, agents: 201 });
  expect(by_agent.slice(0, 2)).toEqual([
    { agent_id: "a0", count: 2 },
    { agent_id: "a1", count: 2 },
  ]);
  expect(by_source.s0).toBe(2);
});
