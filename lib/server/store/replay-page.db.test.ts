import fc from "fast-check";
import { expect, test } from "vitest";
import type { AgentEvent } from "@/lib/contract/event";
import { wholeReach } from "@/lib/contract/reach";
import { pool } from "../db/pool";
import { anyDraft } from "../testing/any-draft";
import { noteDraft } from "../testing/note-draft";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { appendEvents } from "./append-events";
import { encodeEvent, type StoredEvent } from "./event-row";
import { pageEvents } from "./page-events";
import { replayPage } from "./replay-page";

withTestDatabase();

const form = { before: "<", between: "|", after: ">" };
const everything = { after: 0, upTo: 1_000, limit: 1_000, scanMax: 1_000, form };
const textOf = (events: StoredEvent[]) => events.map((event) => `<${event.cursor}|${encodeEvent(event)}>`).join("");

test("an event that PostgreSQL encodes is, letter for letter, the one that the live tail encodes", async () => {
  const { id } = await createTestWorkspace();
  await appendEvents(
    id,
    fc.sample(anyDraft, 400).map((draft) => ({ ...draft, event_id: crypto.randomUUID() })),
  );
  const { events } = await pageEvents(wholeReach(id), {}, { order: "asc", limit: 1_000 });
  expect(events).toHaveLength(400);
  expect(await replayPage(id, {}, everything)).toEqual({ floor: 1, count: 400, reached: 1_000, text: textOf(events) });
  const inOne = await replayPage(id, {}, { ...everything, form: null });
  expect(inOne?.text).toBe(events.map(encodeEvent).join(","));
});

test("instants read alike whatever of their six digits are zeros", async () => {
  const { id } = await createTestWorkspace();
  const fractions = ["000000", "100000", "120000", "123000", "123400", "123450", "123456", "000001", "999999"];
  const drafts = fractions.map((digits) => ({
    ...noteDraft(crypto.randomUUID()),
    timestamp: `2026-11-21T07:28:05.${digits}Z`,
  }));
  await appendEvents(id, drafts);
  const page = await replayPage(id, {}, { ...everything, form: null });
  const read = JSON.parse(`[${page?.text}]`) as AgentEvent[];
  expect(read.map(({ timestamp }) => timestamp)).toEqual(drafts.map(({ timestamp }) => timestamp));
});

test("a page ends at its limit, or at the end of its span", async () => {
  const { id } = await createTestWorkspace();
  await appendEvents(
    id,
    Array.from({ length: 9 }, () => noteDraft(crypto.randomUUID())),
  );
  expect(await replayPage(id, {}, { ...everything, after: 2, upTo: 9, limit: 4 })).toMatchObject({
    count: 4,
    reached: 6,
  });
  expect(await replayPage(id, {}, { ...everything, after: 2, upTo: 5, limit: 4 })).toMatchObject({
    count: 3,
    reached: 5,
  });
});

test("metadata that retention has dropped is said to be, by both", async () => {
  const { id } = await createTestWorkspace();
  await appendEvents(id, fc.sample(anyDraft, 1));
  await pool("query").query("UPDATE events SET metadata = '{}', metadata_expired = true WHERE workspace_id = $1", [id]);
  const { events } = await pageEvents(wholeReach(id), {}, { order: "asc", limit: 1 });
  const page = await replayPage(id, {}, everything);
  expect(page?.text).toContain('"metadata_expired":true');
  expect(page?.text).toBe(textOf(events));
});

test("floor and events are of one moment, and a workspace that is gone has no page", async () => {
  const { id } = await createTestWorkspace();
  expect(await replayPage(id, {}, everything)).toEqual({ floor: 1, count: 0, reached: 1_000, text: "" });
  await pool("query").query("UPDATE logs SET floor = 7, head = 6 WHERE workspace_id = $1", [id]);
  expect(await replayPage(id, {}, everything)).toMatchObject({ floor: 7 });
  expect(await replayPage(-1, {}, everything)).toBeNull();
});
