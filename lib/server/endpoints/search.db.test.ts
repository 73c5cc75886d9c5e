import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { EventPage } from "@/lib/contract/query";
import { wholeReach } from "@/lib/contract/reach";
import { compileSearch } from "@/lib/timeline/search/match-search";
import { requireSearch } from "@/lib/timeline/search/search-query";
import { tokensOf } from "@/lib/timeline/search/tokens";
import { pool } from "../db/pool";
import { appendEvents } from "../store/append-events";
import { pageEvents } from "../store/page-events";
import { replayPage } from "../store/replay-page";
import { anyDraft } from "../testing/any-draft";
import { noteDraft } from "../testing/note-draft";
import { StreamReader } from "../testing/stream-reader";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { eventsEndpoint } from "./events";
import { exportEndpoint } from "./export";
import { ingestEndpoint } from "./ingest";
import { eventStatsEndpoint } from "./stats";
import { streamEndpoint } from "./stream";

withTestDatabase();

async function store({ key }: TestWorkspace, events: readonly Record<string, unknown>[]) {
  const body = events.map((event) => ({ event_type: "note", agent_id: "a", ...event }));
  expect((await call(ingestEndpoint, { method: "POST", key, body })).status).toBe(200);
}
const read = async <T>({ key }: TestWorkspace, q: string, rest = "") => {
  const target = `/api/v1/events?q=${encodeURIComponent(q)}${rest}`;
  return jsonOf<T>(await call(eventsEndpoint, { key, target }));
};
const quay = [
  { operation: "Deploy the Quay" },
  { metadata: { error: "No crane at berth 4", deep: [{ note: "Straße" }] } },
  { agent_name: "Crane", metadata: { crane: 1 } },
  { event_type: "crane_moved", metadata: { n: "no", at: "crane" } },
];

test("a page says what was found and where, and goes on under the same search", async () => {
  const workspace = await createTestWorkspace();
  await store(workspace, quay);
  const first = await read<EventPage>(workspace, "crane", "&limit=2&order=asc");
  expect(first.events.map(({ cursor }) => cursor)).toEqual([2, 3]);
  expect(first.highlights?.[first.events[0]?.event_id ?? ""]).toEqual([
    { path: "metadata.error", text: "No crane at berth 4", ranges: [[3, 8]] },
  ]);
  const { key } = workspace;
  const second = await jsonOf<EventPage>(await call(eventsEndpoint, { key, target: first.next ?? "" }));
  expect(second.events.map(({ cursor }) => cursor)).toEqual([4]);
  const one = await read<EventPage>(workspace, '"no crane" -quay', "&agent_id=a");
  expect(one.events.map(({ cursor }) => cursor)).toEqual([2]);
  expect((await read<EventPage>(workspace, "cran")).events).toEqual([]);
});

test.each([["q="], ["q=%E2%80%94"], ["q=a&q=b"], [`q=${"x".repeat(501)}`]])("%s is refused by name", async (query) => {
  const { key } = await createTestWorkspace();
  for (const [endpoint, path] of [
    [eventsEndpoint, "/api/v1/events"],
    [exportEndpoint, "/api/v1/events/export"],
    [streamEndpoint, "/api/v1/events/stream"],
    [eventStatsEndpoint, "/api/v1/events/stats"],
  ] as const) {
    const answer = await call(endpoint, { key, target: `${path}?${query}` });
    expect(answer.status).toBe(400);
    expect(jsonOf<{ errors: unknown }>(answer)).toMatchObject({ errors: [{ path: "q" }] });
  }
});

test("a stream finds in replay and live what a page finds, and export and statistics do too", async () => {
  const workspace = await createTestWorkspace();
  const { key } = workspace;
  await store(workspace, quay);
  const reader = await StreamReader.open(streamEndpoint, workspace, "q=crane%20-moved&cursor=0");
  expect((await reader.next()).data).toMatchObject({ filter: { q: "crane -moved" } });
  expect((await reader.take(2)).map(({ id }) => id)).toEqual([2, 3]);
  expect(await reader.next()).toMatchObject({ name: "replay_complete", data: { replayed: 2 } });
  await store(workspace, [...quay, { operation: "the last crane" }]);
  expect((await reader.take(3)).map(({ id }) => id)).toEqual([6, 7, 9]);
  await reader.close();
  const stats = await call(eventStatsEndpoint, { key, target: "/api/v1/events/stats?q=crane+-moved" });
  expect(jsonOf(stats)).toMatchObject({ total: 5, by_type: { note: 5 } });
  const { body } = await call(exportEndpoint, { key, target: "/api/v1/events/export?q=crane+-moved" });
  let lines = "";
  for await (const chunk of body as AsyncIterable<Uint8Array>) lines += Buffer.from(chunk).toString();
  expect(lines.match(/"cursor":\d+/g)).toEqual([2, 3, 6, 7, 9].map((cursor) => `"cursor":${cursor}`));
});

test("any text is found by its words, and what is found is what the predicate says, in pages and replay alike", async () => {
  const { id } = await createTestWorkspace();
  const drafts = fc.sample(anyDraft, 300).map((draft) => ({ ...draft, event_id: randomUUID() }));
  await appendEvents(id, drafts);
  const events = drafts.map(({ metadata, ...draft }) => ({ ...draft, metadataJson: metadata }));
  const texts = drafts.flatMap(({ operation, agent_name, metadata }) => [
    ...[operation ?? "", agent_name ?? ""],
    ...Object.values(JSON.parse(metadata)).map((value) => (typeof value === "string" ? value : "")),
  ]);
  const words = fc.constantFrom(...texts.filter((text) => tokensOf(text).length > 0));
  const term = fc.tuple(words, fc.constantFrom("", '"', "-", '-"')).map(([text, mark]) => {
    const plain = text.replaceAll('"', " ").slice(0, 60).toWellFormed();
    return mark.endsWith('"') ? `${mark}${plain}"` : `${mark}${plain}`;
  });
  const search = fc
    .array(term, { minLength: 1, maxLength: 2 })
    .map((terms) => terms.join(" "))
    .filter((text) => tokensOf(text).length > 0 && tokensOf(text).length <= 20);
  let matched = 0;
  await fc.assert(
    fc.asyncProperty(search, async (q) => {
      const matches = compileSearch(requireSearch(q));
      const found = events.flatMap((event, i) => (matches(event) ? [i + 1] : []));
      const page = await pageEvents(wholeReach(id), { q }, { order: "asc", limit: 1_000 });
      expect(page.events.map(({ cursor }) => cursor)).toEqual(found);
      const form = { before: "", between: ",", after: "\n" };
      const replayed = await replayPage(id, { q }, { after: 0, upTo: 300, limit: 1_000, scanMax: 1_000, form });
      expect(replayed?.text.split("\n").flatMap((line) => (line === "" ? [] : [Number.parseInt(line, 10)]))).toEqual(
        found,
      );
      matched += found.length;
    }),
    { numRuns: 40 },
  );
  expect(matched).toBeGreaterThan(100);
});

test("a huge text is searched like any other", async () => {
  const { id } = await createTestWorkspace();
  const words = Array.from({ length: 8_000 }, (_, i) => `w${i.toString(36)}`);
  await appendEvents(
    id,
    [{ all: words.join(" ") }, Object.fromEntries(words.slice(0, 4_000).map((word) => [word, word])), {}].map(
      (metadata) => ({
        ...noteDraft(randomUUID()),
        metadata: JSON.stringify(metadata),
      }),
    ),
  );
  const find = async (q: string) => {
    const { events } = await pageEvents(wholeReach(id), { q }, { order: "asc", limit: 10 });
    return events.map(({ cursor }) => cursor);
  };
  expect(await find(`${words[0]} ${words[3_999]}`)).toEqual([1, 2]);
  expect(await find(`"${words[7_998]} ${words[7_999]}"`)).toEqual([1]);
  expect(await find(`"${words[7_998]} ${words[7_998]}"`)).toEqual([]);
  expect(await find(`${words[1]} -${words[7_999]}`)).toEqual([2]);
});

test("metadata that retention has dropped is found no more", async () => {
  const workspace = await createTestWorkspace();
  await store(workspace, quay);
  await pool("query").query("UPDATE events SET metadata = '{}', metadata_expired = true WHERE workspace_id = $1", [
    workspace.id,
  ]);
  expect((await read<EventPage>(workspace, "berth")).events).toEqual([]);
});
