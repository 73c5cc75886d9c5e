import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wholeReach } from "@/lib/contract/reach";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { filterableEvent, timelineFilter } from "@/lib/timeline/filter-cases";
import { compileFilter, type Filterable } from "@/lib/timeline/match-filter";
import { pool } from "../db/pool";
import { advance } from "../projections/advance";
import { blocksProjection } from "../projections/blocks";
import { catchUp } from "../projections/catch-up";
import { readStats } from "../projections/read-stats";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { appendEvents } from "./append-events";
import { blockSize } from "./block-fields";
import { indexedPart } from "./block-index";
import { matchingRanges } from "./matching-ranges";
import { atOneMoment } from "./one-moment";
import { pageEvents } from "./page-events";
import { replayPage } from "./replay-page";

withTestDatabase();

const draftOf = (event: Filterable) => ({
  ...event,
  event_id: randomUUID(),
  metadata: JSON.stringify("metadata" in event ? event.metadata : {}),
  api_key: null,
});

test("memory and PostgreSQL agree on every filter", async () => {
  const workspace = await createTestWorkspace();
  const sample = fc.sample(filterableEvent, 600);
  await appendEvents(workspace.id, sample.map(draftOf));
  let matched = 0;
  await fc.assert(
    fc.asyncProperty(timelineFilter, async (filter) => {
      const { events } = await pageEvents(wholeReach(workspace.id), filter, { order: "asc", limit: 1_000 });
      const expected = sample.flatMap((event, index) => (compileFilter(filter)(event) ? [index + 1] : []));
      expect(events.map(({ cursor }) => cursor)).toEqual(expected);
      matched += expected.length;
    }),
    { numRuns: 100 },
  );
  // Most filters match something, or agreeing would prove little.
  expect(matched).toBeGreaterThan(300);
});

describe("a log of several blocks", () => {
  const size = 5 * blockSize + 300;
  const fields = ["agent_id", "session_id", "trace_id", "task_id", "operation", "source", "project"] as const;
  /** Values of one event in some hundreds, or of none, and texts that mean something to somebody else. */
  const rare = ["rare", "%", "a,b\\", `${"😀".repeat(199)}é`, "'; DROP TABLE events; --", "never"];
  const instantAt = (second: number) =>
    new Date(Date.UTC(2026, 10, 17) + second * 1_000).toISOString().replace("Z", "000Z");

  /** Rare values among common ones; mostly in the order of time, some far from it. */
  function log(): Filterable[] {
    return fc.sample(filterableEvent, size).map((event, i) => {
      const late = i % 97 === 0 ? 4_000 : i % 7;
      const field = fields[i % fields.length] ?? "agent_id";
      const value = i % 211 === 0 ? rare[(i / 211) % (rare.length - 1)] : undefined;
      const type = i % 1_500 === 77 ? "only.here" : event.event_type;
      return { ...event, timestamp: instantAt(i - late), event_type: type, ...(value ? { [field]: value } : {}) };
    });
  }

  const rareValues = fc.uniqueArray(fc.constantFrom(...rare), { minLength: 1, maxLength: 3 });
  const seconds = fc.integer({ min: -100, max: size + 100 }).map(instantAt);
  const narrowing: fc.Arbitrary<TimelineFilter> = fc.oneof(
    fc.tuple(fc.constantFrom(...fields), rareValues).map(([field, values]) => ({ [field]: values })),
    fc.record({ since: seconds, until: seconds }, { requiredKeys: [] }),
    fc.constantFrom({ kinds: ["only.*"] }, { kinds: ["only.here", "a"] }, { kinds: ["no.such*"] }, { kinds: ["!*"] }),
  );
  const anyFilter = fc
    .tuple(timelineFilter, narrowing, fc.integer({ min: 0, max: 2 }))
    .map(([common, narrow, which]) => {
      const { since: _since, until: _until, ...untimed } = common;
      return which === 0 ? untimed : which === 1 ? narrow : { ...untimed, ...narrow };
    });
  const anyPage = fc.record({
    filter: anyFilter,
    order: fc.constantFrom("asc" as const, "desc" as const),
    limit: fc.constantFrom(1, 2, 50, 1_000),
    after: fc.option(fc.integer({ min: 0, max: size + 10 }), { nil: undefined }),
    before: fc.option(fc.integer({ min: 0, max: size + 10 }), { nil: undefined }),
  });

  async function stored(events: readonly Filterable[]): Promise<number> {
    const { id } = await createTestWorkspace();
    for (let from = 0; from < events.length; from += 2_000) {
      await appendEvents(id, events.slice(from, from + 2_000).map(draftOf));
    }
    return id;
  }

  /** Pages hold what the predicate says, of the events from `floor` on. */
  async function expectPages(
    workspaceId: number,
    events: readonly Filterable[],
    { runs, floor = 1 }: { runs: number; floor?: number },
  ) {
    await fc.assert(
      fc.asyncProperty(anyPage, async ({ filter, order, limit, after, before }) => {
        const matches = compileFilter(filter);
        const all = events.flatMap((event, i) => (i + 1 >= floor && matches(event) ? [i + 1] : []));
        const within = all.filter((cursor) => cursor > (after ?? 0) && cursor < (before ?? Number.POSITIVE_INFINITY));
        if (order === "desc") within.reverse();
        const page = await pageEvents(wholeReach(workspaceId), filter, { order, limit, after, before });
        expect(page.events.map(({ cursor }) => cursor)).toEqual(within.slice(0, limit));
        expect(page.hasMore).toBe(within.length > limit);
      }),
      { numRuns: runs },
    );
  }

  test("reads alike wherever the index stands, and however it got there", async () => {
    const events = log();
    const workspaceId = await stored(events);
    for (const eventsMax of fc.sample(fc.integer({ min: 1, max: 2 * blockSize }), 6)) {
      await expectPages(workspaceId, events, { runs: 20 });
      await advance(workspaceId, blocksProjection, { eventsMax, wait: true });
    }
    await Promise.all(
      [1_000, 3_000].map((eventsMax) => catchUp(workspaceId, { projections: [blocksProjection], eventsMax })),
    );
    await expectPages(workspaceId, events, { runs: 80 });
  });

  test("replays alike, page by page, and skips what the index knows not to match", async () => {
    const events = log();
    const workspaceId = await stored(events);
    const form = { before: "", between: ":", after: "\n" };
    const scanMax = 700;
    for (const isIndexed of [false, true]) {
      if (isIndexed) await catchUp(workspaceId, { projections: [blocksProjection] });
      await fc.assert(
        fc.asyncProperty(anyFilter, fc.integer({ min: 0, max: size }), async (filter: TimelineFilter, from) => {
          const matches = compileFilter(filter);
          const expected = events.flatMap((event, i) => (i + 1 > from && matches(event) ? [i + 1] : []));
          const read: number[] = [];
          let pages = 0;
          for (let after = from; after < size; pages += 1) {
            const page = await replayPage(workspaceId, filter, { after, upTo: size, limit: 500, scanMax, form });
            if (!page || page.reached <= after) throw new Error("the replay stands still");
            const cursors = page.text
              .split("\n")
              .slice(0, -1)
              .map((line) => Number.parseInt(line, 10));
            expect(page.count).toBe(cursors.length);
            read.push(...cursors);
            after = page.reached;
          }
          expect(read).toEqual(expected);
          if (isIndexed && filter.q === undefined)
            expect(pages).toBeLessThanOrEqual(Math.floor(expected.length / 500) + 1);
        }),
        { numRuns: 20 },
      );
    }
  });

  test("counts alike, in the stretches where the index says that something may match", async () => {
    const events = log();
    const workspaceId = await stored(events);
    const nowMs = Date.now();
    for (const isIndexed of [false, true]) {
      if (isIndexed) await catchUp(workspaceId, { projections: [blocksProjection] });
      await fc.assert(
        fc.asyncProperty(anyFilter, async (filter: TimelineFilter) => {
          const stats = await readStats(wholeReach(workspaceId), filter, { bucket: "1d", nowMs });
          expect(stats?.total).toBe(events.filter(compileFilter(filter)).length);
        }),
        { numRuns: 20 },
      );
    }
    const rarely: TimelineFilter = { kinds: ["only.here"], trace_id: ["a"] };
    const matches = compileFilter(rarely);
    const cursors = events.slice(0, 5 * blockSize).flatMap((event, i) => (matches(event) ? [i + 1] : []));
    const ranges = await atOneMoment("query", (client) => matchingRanges(client, workspaceId, rarely));
    const tail = { after: 5 * blockSize, upTo: Number.MAX_SAFE_INTEGER };
    expect(ranges).toEqual([...cursors.map((cursor) => ({ after: cursor - 1, upTo: cursor })), tail]);
  });

  test("reads alike when its oldest events are gone, with the index made before or after", async () => {
    const events = log();
    const workspaceId = await stored(events);
    await advance(workspaceId, blocksProjection, { eventsMax: 2_500 });
    const floor = blockSize + 400;
    await pool("query").query("DELETE FROM events WHERE workspace_id = $1 AND cursor < $2", [workspaceId, floor]);
    await pool("query").query("UPDATE logs SET floor = $2 WHERE workspace_id = $1", [workspaceId, floor]);
    await catchUp(workspaceId, { projections: [blocksProjection] });
    await expectPages(workspaceId, events, { runs: 40, floor });
    await pool("query").query("UPDATE projection_cursors SET version = 0 WHERE workspace_id = $1", [workspaceId]);
    await expectPages(workspaceId, events, { runs: 10, floor });
    await catchUp(workspaceId, { projections: [blocksProjection] });
    await expectPages(workspaceId, events, { runs: 40, floor });
    // The block that is kept in part: its times must be those of the events that it still has.
    const filter = { since: instantAt(floor + 100), until: instantAt(floor + 120) };
    const { events: page } = await pageEvents(wholeReach(workspaceId), filter, { order: "asc", limit: 1_000 });
    const matches = compileFilter(filter);
    expect(page.map(({ cursor }) => cursor)).toEqual(events.flatMap((event, i) => (matches(event) ? [i + 1] : [])));
    expect(page.length).toBeGreaterThan(10);
  });

  test("is read at one moment, though the index is made anew meanwhile", async () => {
    const events = log();
    const workspaceId = await stored(events);
    await catchUp(workspaceId, { projections: [blocksProjection] });
    const filter: TimelineFilter = { agent_id: ["a"] };
    const found = await atOneMoment("query", async (client) => {
      const part = await indexedPart(client, workspaceId, filter);
      await pool("query").query("DELETE FROM block_values WHERE workspace_id = $1", [workspaceId]);
      const cursors: number[] = [];
      for await (const portion of part.candidates({ low: 1, high: size }, "asc")) cursors.push(...portion);
      return cursors;
    });
    const matches = compileFilter(filter);
    expect(found).toEqual(events.slice(0, 5 * blockSize).flatMap((event, i) => (matches(event) ? [i + 1] : [])));
  });

  test("is read at the events that match, and not beside them", async () => {
    const events = log();
    const workspaceId = await stored(events);
    await catchUp(workspaceId, { projections: [blocksProjection] });
    const upTo = 5 * blockSize;
    await fc.assert(
      fc.asyncProperty(
        anyFilter,
        fc.constantFrom("asc" as const, "desc" as const),
        async (given: TimelineFilter, order) => {
          const { since: _since, until: _until, q: _q, ...filter } = given;
          const [covered, found] = await atOneMoment("query", async (client) => {
            const part = await indexedPart(client, workspaceId, filter);
            const cursors: number[] = [];
            for await (const portion of part.candidates({ low: 1, high: size }, order)) cursors.push(...portion);
            return [part.upTo, cursors];
          });
          const isFiltered = Object.keys(filter).length > 0;
          const matches = compileFilter(filter);
          const expected = events.slice(0, upTo).flatMap((event, i) => (matches(event) ? [i + 1] : []));
          expect(covered).toBe(isFiltered ? upTo : 0);
          if (isFiltered) expect(found).toEqual(order === "asc" ? expected : expected.reverse());
        },
      ),
      { numRuns: 100 },
    );
  });
});
