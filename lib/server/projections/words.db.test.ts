import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { wholeReach } from "@/lib/contract/reach";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { compileSearch } from "@/lib/timeline/search/match-search";
import { requireSearch } from "@/lib/timeline/search/search-query";
import { tokensOf } from "@/lib/timeline/search/tokens";
import { pool } from "../db/pool";
import { appendEvents } from "../store/append-events";
import { blockSize } from "../store/block-fields";
import { indexedPart } from "../store/block-index";
import { atOneMoment } from "../store/one-moment";
import { pageEvents } from "../store/page-events";
import { eachWordHash, wordHash } from "../store/word-hash";
import { blocksPerSpan } from "../store/word-places";
import { noteDraft } from "../testing/note-draft";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { advance } from "./advance";
import { blocksProjection } from "./blocks";
import { catchUp } from "./catch-up";
import { markForRebuild } from "./rebuild";
import { wordsProjection } from "./words";

withTestDatabase();

test("the hashes of a text are those of its words", () => {
  const anyText = fc.oneof(
    fc.string({ unit: "binary-ascii" }),
    fc.string({ unit: "grapheme" }),
    fc
      .array(fc.constantFrom("task_Started", " ", "-", "İ", "Σ", "e\u0301", "ﬁ", "K", "4"), { maxLength: 8 })
      .map((some) => some.join("")),
  );
  fc.assert(
    fc.property(anyText, (text) => {
      const found = new Set<number>();
      eachWordHash(text, (hash) => found.add(hash));
      for (const word of tokensOf(text)) expect(found).toContain(wordHash(word));
      if (/^[\0-\x7f]*$/.test(text)) expect(found.size).toBe(new Set(tokensOf(text)).size);
    }),
    { numRuns: 500 },
  );
});

/** The log begins two blocks before a span ends: cursors that are far along, and few events. */
const floor = (blocksPerSpan - 2) * blockSize + 1;
const size = 3 * blockSize + 200;
const rare = ["crane", "Straße", "ﬁne", "w0w", "berth"];

function drafts() {
  return Array.from({ length: size }, (_, i) => {
    const words = ["common", i % 2 === 0 ? "even" : "odd", `only${i}`];
    if (i % 701 === 5) words.push(rare[Math.floor(i / 701) % rare.length] ?? "");
    if (i % 409 === 7) words.push("no crane");
    if (i === blockSize + 3) words.push("x".repeat(3_000));
    return {
      ...noteDraft(randomUUID()),
      agent_id: i % 3 === 0 ? "a" : `b${i % 500}`,
      operation: i % 5 === 0 ? words.reverse().join("_") : null,
      metadata: JSON.stringify({ [`key${i}`]: i, list: i % 5 === 0 ? [] : [{ text: words.join(" ") }] }),
    };
  });
}

async function stored() {
  const { id } = await createTestWorkspace();
  await pool("query").query("UPDATE logs SET floor = $2::bigint, head = $2::bigint - 1 WHERE workspace_id = $1", [
    id,
    floor,
  ]);
  const events = drafts();
  for (let from = 0; from < size; from += 2_000) await appendEvents(id, events.slice(from, from + 2_000));
  return { id, events: events.map(({ metadata, ...event }) => ({ ...event, metadataJson: metadata })) };
}
type Stored = Awaited<ReturnType<typeof stored>>;

const word = fc.oneof(
  fc.constantFrom("common", "even", "odd", "no", "never", "x".repeat(400), "fine", "straße", ...rare),
  fc.integer({ min: 0, max: size + 9 }).map((i) => `only${i}`),
);
const term = fc.oneof(
  word,
  word.map((one) => `-${one}`),
  fc.tuple(word, word).map(([one, two]) => `"${one} ${two}"`),
  fc.constantFrom('"no crane"', '-"no crane"'),
);
const search = fc
  .array(term, { minLength: 1, maxLength: 3 })
  .map((terms) => terms.join(" "))
  .filter((text) => text.length <= 500);
const anyFilter = fc.record(
  { q: search, agent_id: fc.constantFrom(["a"], ["b7", "b8"], ["nobody"]) },
  { requiredKeys: ["q"] },
);
const anyPage = fc.record({
  filter: anyFilter as fc.Arbitrary<TimelineFilter & { q: string }>,
  order: fc.constantFrom("asc" as const, "desc" as const),
  limit: fc.constantFrom(1, 20, 1_000),
  after: fc.integer({ min: floor - 10, max: floor + size }),
  before: fc.integer({ min: floor - 10, max: floor + size + 10 }),
});

/** Searches of which the index says more than the words have. */
const awkward: [typeof anyPage extends fc.Arbitrary<infer Page> ? Page : never][] = [
  '"even common"',
  "common -even",
  "even odd",
  `crane -${"x".repeat(9)}`,
].map((q) => [{ filter: { q }, order: "desc", limit: 1_000, after: 0, before: floor + size }]);

/** The cursors that match, one by one. */
function naive({ events }: Stored, { q, agent_id }: TimelineFilter & { q: string }): number[] {
  const matches = compileSearch(requireSearch(q));
  return events.flatMap((event, i) =>
    matches(event) && (!agent_id || agent_id.includes(event.agent_id ?? "")) ? [floor + i] : [],
  );
}

async function expectPages(log: Stored, runs: number, examples: typeof awkward = []) {
  let matched = 0;
  await fc.assert(
    fc.asyncProperty(anyPage, async ({ filter, order, limit, after, before }) => {
      const within = naive(log, filter).filter((cursor) => cursor > after && cursor < before);
      if (order === "desc") within.reverse();
      const page = await pageEvents(wholeReach(log.id), filter, { order, limit, after, before });
      expect(page.events.map(({ cursor }) => cursor)).toEqual(within.slice(0, limit));
      expect(page.hasMore).toBe(within.length > limit);
      matched += within.length;
    }),
    { numRuns: runs + examples.length, examples },
  );
  return matched;
}

test("a search finds the same wherever the word index stands and however it got there", async () => {
  const log = await stored();
  let matched = 0;
  for (const eventsMax of [...fc.sample(fc.integer({ min: 1, max: 800 }), 3), 600]) {
    matched += await expectPages(log, 2);
    await advance(log.id, wordsProjection, { eventsMax, wait: true });
    // A step that fails leaves nothing behind; there is always something left for it.
    await expect(advance(log.id, crashing, { eventsMax, wait: true })).rejects.toThrow("crash");
  }
  await catchUp(log.id, { projections: [wordsProjection] });
  matched += await expectPages(log, 12, awkward);
  await catchUp(log.id, { projections: [blocksProjection] });
  matched += await expectPages(log, 12, awkward);
  await markForRebuild({ workspaceId: log.id, name: wordsProjection.name });
  matched += await expectPages(log, 2);
  await catchUp(log.id, { projections: [wordsProjection] });
  matched += await expectPages(log, 12, awkward);
  expect(matched).toBeGreaterThan(1_000);
});

const crashing = {
  ...wordsProjection,
  async fold(...given: Parameters<NonNullable<typeof wordsProjection.fold>>) {
    await wordsProjection.fold?.(...given);
    throw new Error("crash");
  },
};

test("is read at the events that have the words, and not beside them", async () => {
  const log = await stored();
  await catchUp(log.id, { projections: [wordsProjection, blocksProjection] });
  const upTo = (blocksPerSpan + 1) * blockSize;
  const words = fc.uniqueArray(word, { minLength: 1, maxLength: 3 }).map((some) => some.join(" "));
  await fc.assert(
    fc.asyncProperty(words, fc.constantFrom("asc" as const, "desc" as const), async (q, order) => {
      fc.pre(q.length <= 500);
      const [covered, found] = await atOneMoment("query", async (client) => {
        const part = await indexedPart(client, log.id, { q });
        const cursors: number[] = [];
        for await (const portion of part.candidates({ low: 1, high: floor + size }, order)) cursors.push(...portion);
        return [part.upTo, cursors];
      });
      const expected = naive(log, { q }).filter((cursor) => cursor <= upTo);
      expect(covered).toBe(upTo);
      expect(found).toEqual(order === "asc" ? expected : expected.reverse());
    }),
    { numRuns: 30 },
  );
});

test("events full of words, or with whatever a text may hold, don't stop it", async () => {
  const { id } = await createTestWorkspace();
  const many = Array.from({ length: 9_000 }, (_, i) => `u${i.toString(36)}`).join(" ");
  const nasty = fc.sample(fc.string({ unit: "grapheme", maxLength: 40 }), blockSize - 2);
  const texts = [many, "x".repeat(60_000), ...nasty.map((text) => text.replaceAll("\0", " ").toWellFormed())];
  await appendEvents(
    id,
    texts.map((text) => ({ ...noteDraft(randomUUID()), metadata: JSON.stringify({ text }) })),
  );
  await catchUp(id, { projections: [wordsProjection] });
  const { events } = await pageEvents(wholeReach(id), { q: "u1 u6xx" }, { order: "asc", limit: 10 });
  expect(events.map(({ cursor }) => cursor)).toEqual([1]);
  const { rows } = await pool("query").query("SELECT 1 FROM word_blocks WHERE workspace_id = $1", [id]);
  expect(rows.length).toBeGreaterThan(0);
});
