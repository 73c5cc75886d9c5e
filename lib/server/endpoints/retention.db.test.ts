import { beforeEach, expect, test } from "vitest";
import type { Problem } from "@/lib/contract/problem";
import type { EventPage } from "@/lib/contract/query";
import type { Retention, RetentionDue } from "@/lib/contract/retention";
import { catchUp } from "../projections/catch-up";
import { retainStep } from "../projections/retain";
import { ageEvents } from "../testing/aged-log";
import { fillLog } from "../testing/counting-projection";
import { StreamReader } from "../testing/stream-reader";
import {
  call,
  createTestWorkspace,
  jsonOf,
  storedCursors,
  type TestWorkspace,
  withTestDatabase,
} from "../testing/test-workspace";
import { agentEndpoint } from "./agents";
import { eventEndpoint, eventsEndpoint } from "./events";
import { exportEndpoint } from "./export";
import { ingestEndpoint } from "./ingest";
import { keysEndpoint } from "./keys";
import { retentionEndpoint, retentionPreviewEndpoint } from "./retention";
import { eventStatsEndpoint } from "./stats";
import { streamEndpoint } from "./stream";

withTestDatabase();

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await createTestWorkspace();
});

const sinceMs = Date.now();

/** A log of which the first events were received long ago. */
async function fillAged(count: number, old: number): Promise<void> {
  await fillLog(workspace.id, count);
  await ageEvents(workspace.id, { after: 0, days: 40, sinceMs });
  await ageEvents(workspace.id, { after: old, days: 1, sinceMs: sinceMs + 3_600_000 });
  await catchUp(workspace.id);
}

const ask = (target = "/") => call(retentionEndpoint, { key: workspace.key, target });
const change = (body: unknown) => call(retentionEndpoint, { method: "PATCH", key: workspace.key, body });
const preview = (target: string) => call(retentionPreviewEndpoint, { key: workspace.key, target });

/** As the background does it, with the rows still there if only some steps are asked for. */
async function retain(): Promise<void> {
  while ((await retainStep(workspace.id)).state === "worked");
}

test("A workspace keeps everything until somebody says otherwise.", async () => {
  await fillAged(30, 20);
  expect(jsonOf<Retention>(await ask())).toEqual({
    retention_days: null,
    payload_days: null,
    log: { floor: 1, head: 30, events: 30, oldest_received_at: expect.any(String), payloads_from: 1 },
    due: { events: 0, events_before: null, payloads: 0, payloads_before: null },
  });
  await retain();
  expect(await storedCursors(workspace.id)).toHaveLength(30);
});

test("What a change would remove is told beforehand, and needs the workspace's name.", async () => {
  await fillAged(30, 20);
  expect(jsonOf<RetentionDue>(await preview("/?retention_days=30"))).toMatchObject({ events: 20, payloads: 0 });
  expect(jsonOf<RetentionDue>(await preview("/?payload_days=30"))).toMatchObject({ events: 0, payloads: 20 });
  expect(jsonOf<RetentionDue>(await preview("/?retention_days=41&payload_days=7"))).toMatchObject({
    events: 0,
    payloads: 20,
  });
  const refused = await change({ retention_days: 30 });
  expect([refused.status, jsonOf<Problem>(refused).errors]).toEqual([
    422,
    [{ path: "confirm", message: expect.stringContaining("remove 20 events") }],
  ]);
  expect(jsonOf<Retention>(await ask()).retention_days).toBeNull();
  expect((await change({ retention_days: 41 })).status).toBe(200);
  const changed = await change({ retention_days: 30, confirm: workspace.slug });
  expect([changed.status, jsonOf<Retention>(changed)]).toMatchObject([
    200,
    { retention_days: 30, due: { events: 20 } },
  ]);
  // What takes nothing more than before needs no word.
  expect((await change({ retention_days: 35 })).status).toBe(200);
  await retain();
  expect(jsonOf<Retention>(await ask())).toMatchObject({ log: { floor: 21, events: 10 }, due: { events: 0 } });
});

test.each([
  [{ retention_days: 0 }, "retention_days"],
  [{ payload_days: 3_651 }, "payload_days"],
  [{ retention_days: 1.5 }, "retention_days"],
  [{ retention_days: 7, payload_days: 8 }, "payload_days"],
  [{ retention_days: 7, days: 7 }, "days"],
])("%j is refused at %s.", async (body, path) => {
  const refused = await change(body);
  expect([refused.status, jsonOf<Problem>(refused).errors?.map((error) => error.path)]).toEqual([422, [path]]);
});

test.each(["/?retention_days=soon", "/?payload_days=0", "/?days=3", "/?retention_days=3&retention_days=4"])(
  "A preview of %s is a 400.",
  async (target) => {
    expect((await preview(target)).status).toBe(400);
  },
);

test("Retention is for admins.", async () => {
  const body = { name: "reader", scopes: ["read", "ingest"] };
  const { key } = jsonOf<{ key: string }>(await call(keysEndpoint, { method: "POST", key: workspace.key, body }));
  expect((await call(retentionEndpoint, { key })).status).toBe(403);
  expect((await call(retentionEndpoint, { method: "PATCH", key, body: { retention_days: 1 } })).status).toBe(403);
  expect((await call(retentionPreviewEndpoint, { key })).status).toBe(403);
});

test("Readers see the floor, and nothing below it: pages, single events, export, statistics, and what is known stays.", async () => {
  await fillAged(30, 20);
  const [first] = await storedCursors(workspace.id);
  await change({ retention_days: 30, confirm: workspace.slug });
  await retain();
  const get = (table: typeof eventsEndpoint, target: string, params = {}) =>
    call(table, { key: workspace.key, target, params });
  const page = jsonOf<EventPage>(await get(eventsEndpoint, "/?order=asc&after=5"));
  expect([page.floor, page.head, page.events.map(({ cursor }) => cursor)]).toEqual([
    21,
    30,
    Array.from({ length: 10 }, (_, i) => 21 + i),
  ]);
  expect((await get(eventEndpoint, "/", { event_id: first?.event_id })).status).toBe(404);
  const exported = await get(exportEndpoint, "/");
  let lines = 0;
  for await (const chunk of exported.body as AsyncIterable<Uint8Array>)
    lines += Buffer.from(chunk).toString().split("\n").length - 1;
  expect(lines).toBe(10);
  expect(jsonOf<{ total: number }>(await get(eventStatsEndpoint, "/"))).toMatchObject({ total: 10 });
  const agent = jsonOf<{ counts: { events: number } }>(await get(agentEndpoint, "/", { agent_id: "a1" }));
  expect(agent.counts.events).toBe(5);
});

test("A slow stream that retention overtakes is told so, and goes on from the floor without a hole.", async () => {
  await fillAged(3_000, 2_600);
  const reader = await StreamReader.open(streamEndpoint, workspace, "cursor=earliest");
  expect((await reader.take(101)).at(-1)).toMatchObject({ id: 100, name: "event" });
  await change({ retention_days: 30, confirm: workspace.slug });
  await retain();
  const cursors: number[] = [];
  for (let before = 100; ; ) {
    const { name, id, data } = await reader.next();
    if (name === "replay_complete") break;
    if (name === "reset") {
      expect(data).toMatchObject({ reason: "expired", floor: 2_601, requested: String(before) });
      expect(id).toBe(2_600);
    } else expect(id).toBe(before + 1);
    before = id;
    cursors.push(id);
  }
  expect(cursors).toContain(2_600);
  expect(cursors.at(-1)).toBe(3_000);
  await reader.close();
  const behind = await StreamReader.open(streamEndpoint, workspace, "cursor=7");
  expect((await behind.take(3)).map(({ name, id }) => [name, id])).toEqual([
    ["subscribed", 2_600],
    ["reset", 2_600],
    ["event", 2_601],
  ]);
  await behind.close();
});

test("A payload that is gone reads as empty, and says so, on every way out; its words find nothing.", async () => {
  const body = [
    { event_type: "note", agent_id: "a", metadata: { note: "turquoise" } },
    { event_type: "note", agent_id: "a" },
  ];
  await call(ingestEndpoint, { method: "POST", key: workspace.key, body });
  await ageEvents(workspace.id, { after: 0, days: 10, sinceMs });
  await catchUp(workspace.id);
  await change({ payload_days: 7, confirm: workspace.slug });
  await retain();
  const get = (table: typeof eventsEndpoint, target: string) => call(table, { key: workspace.key, target });
  const listed = jsonOf<EventPage>(await get(eventsEndpoint, "/?order=asc")).events;
  expect(listed.map(({ metadata, metadata_expired }) => [metadata, metadata_expired])).toEqual([
    [{}, true],
    [{}, undefined],
  ]);
  expect(jsonOf<EventPage>(await get(eventsEndpoint, "/?q=turquoise")).events).toEqual([]);
  const reader = await StreamReader.open(streamEndpoint, workspace, "cursor=earliest");
  expect((await reader.take(2))[1]).toMatchObject({ id: 1, data: { metadata: {}, metadata_expired: true } });
  await reader.close();
  const { body: chunks } = await get(exportEndpoint, "/");
  for await (const chunk of chunks as AsyncIterable<Uint8Array>) {
    expect(Buffer.from(chunk).toString()).toContain('"metadata_expired":true,"metadata":{}');
  }
  expect(jsonOf<Retention>(await ask())).toMatchObject({ log: { floor: 1, payloads_from: 3 }, due: { payloads: 0 } });
});
