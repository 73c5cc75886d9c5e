import { expect } from "@playwright/test";
import { EventSource } from "eventsource";
import pg from "pg";
import { type FollowReset, follow } from "@/emitter";
import { type Caller, ingest, readEvents } from "./api";
import { mountNames, poll, test } from "./stream-mounts";
import { openRawStream } from "./strict-stream";

const store = (caller: Caller, count: number) =>
  ingest(
    caller,
    Array.from({ length: count }, () => ({ event_type: "note", agent_id: "a" })),
  );

type Log = { head: number; floor: number };
type Start = {
  /** The position that `subscribed` names, and after which events come. */
  from: number;
  reset: "expired" | "ahead" | "invalid" | null;
};

/** A `Last-Event-ID`, or none, and what is to come of it. */
const positions: [name: string, lastEventId: string | undefined, start: (log: Log) => Start][] = [
  ["absent", undefined, ({ head }) => ({ from: head, reset: null })],
  ["empty", "", ({ head }) => ({ from: head, reset: null })],
  ["a cursor", "4", () => ({ from: 4, reset: null })],
  ["a cursor with zeros before it", "004", () => ({ from: 4, reset: null })],
  ["negative", "-1", ({ head }) => ({ from: head, reset: "invalid" })],
  ["text", "abc", ({ head }) => ({ from: head, reset: "invalid" })],
  ["a fraction", "1.5", ({ head }) => ({ from: head, reset: "invalid" })],
  ["a number in another writing", "1e0", ({ head }) => ({ from: head, reset: "invalid" })],
  ["two of them", "4, 5", ({ head }) => ({ from: head, reset: "invalid" })],
  ["what is no ASCII", "４", ({ head }) => ({ from: head, reset: "invalid" })],
  ["beyond the head", "1000000", ({ head }) => ({ from: head, reset: "ahead" })],
  ["beyond what a double counts", "9007199254740993", ({ head }) => ({ from: head, reset: "ahead" })],
  ["of three thousand digits", "9".repeat(3_000), ({ head }) => ({ from: head, reset: "ahead" })],
  ["expired", "1", ({ floor }) => ({ from: floor - 1, reset: "expired" })],
  ["zero, of a log that has lost its beginning", "0", ({ floor }) => ({ from: floor - 1, reset: "expired" })],
  ["right before the floor", "2", () => ({ from: 2, reset: null })],
];

/** Where the log begins in these tests: what retention does is done to it by hand. */
const firstKept = 3;

test.beforeEach(async ({ mounts, databaseUrl }) => {
  const { head, floor } = await readEvents(mounts.frontDoor, { limit: "1" });
  if (floor === firstKept) return;
  if (head < 5) await store(mounts.frontDoor, 5);
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  await database.query("DELETE FROM events WHERE cursor < $1", [firstKept]);
  await database.query("UPDATE logs SET floor = $1", [firstKept]);
  await database.end();
});

for (const mountName of mountNames) {
  test.describe(`Last-Event-ID: the stream begins there or says why not, and goes on: ${mountName}`, () => {
    for (const [name, lastEventId, startOf] of positions) {
      test(name, async ({ mounts }) => {
        const caller = mounts[mountName];
        const { head, floor } = await readEvents(caller, { limit: "1" });
        const { from, reset } = startOf({ head, floor });
        const headers = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
        const stream = await openRawStream(caller, { headers });
        expect(stream.status()).toBe(200);
        const told = { id: from, name: "subscribed", data: expect.objectContaining({ cursor: from, head, floor }) };
        const why = { id: from, name: "reset", data: expect.objectContaining({ reason: reset, floor }) };
        const complete = { id: head, name: "replay_complete", data: { cursor: head, replayed: head - from } };
        const history = [told, ...(reset ? [why] : []), ...events(from + 1, head), complete];
        await poll(stream.frames).toMatchObject(history);
        await store(caller, 1);
        await poll(stream.frames).toMatchObject([...history, ...events(head + 1, head + 1)]);
        stream.close();
      });
    }
  });
}

test("The package eventsource stays with a stream whose position is none, and hears of it", async ({ mounts }) => {
  const heard: unknown[] = [];
  const source = new EventSource(`${mounts.frontDoor.url}/api/v1/events/stream`, {
    fetch: (address, init) =>
      fetch(address, {
        ...init,
        headers: { ...init.headers, authorization: `Bearer ${mounts.frontDoor.apiKey}`, "last-event-id": "abc" },
      }),
  });
  for (const name of ["reset", "event", "error"]) source.addEventListener(name, ({ type }) => heard.push(type));
  await poll(() => heard).toEqual(["reset"]);
  await store(mounts.frontDoor, 1);
  await poll(() => heard).toEqual(["reset", "event"]);
  source.close();
});

test("follow tells its loop of a position that is gone, and goes on", async ({ mounts: { frontDoor } }) => {
  const { head } = await readEvents(frontDoor, { limit: "1" });
  const resets: FollowReset[] = [];
  const onReset = (reset: FollowReset) => void resets.push(reset);
  for (const after of [1, head + 100]) {
    const events = follow({ ...frontDoor, after, onReset });
    const next = events.next();
    await poll(() => resets.at(-1)?.requested).toBe(String(after));
    await store(frontDoor, 1);
    expect((await next).value).toMatchObject({ cursor: after === 1 ? firstKept : head + 2 });
    await events.return?.();
  }
  expect(resets).toEqual([
    { reason: "expired", requested: "1", floor: firstKept, head, cursor: firstKept - 1 },
    { reason: "ahead", requested: String(head + 100), floor: firstKept, head: head + 1, cursor: head + 1 },
  ]);
});

const events = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ id: from + index, name: "event" }));
