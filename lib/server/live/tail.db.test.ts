import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { commitDrafts } from "../ingest/group-commit";
import { noteDraft } from "../testing/note-draft";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { stopListening } from "./hub";
import { Nudge } from "./nudge";
import { selectionOf } from "./selection";
import { joinTail, type Tail } from "./tail";

withTestDatabase();

const everything = () => selectionOf({}, null, { projects: null });

/** A reader of a new workspace with `events` in its log; it is left when the test has ended. */
async function follow(events: number) {
  const { id } = await createTestWorkspace();
  const store = (count: number) =>
    commitDrafts(
      id,
      Array.from({ length: count }, () => noteDraft(randomUUID())),
    );
  await store(events);
  const nudge = new Nudge();
  const { tail, leave } = await joinTail(id, nudge.give);
  const reached = async (cursor: number) => {
    while (tail.position < cursor) await nudge.taken();
  };
  return { id, tail, leave, store, reached };
}

const cursorsIn = (tail: Tail, cursor: number) =>
  [...(tail.recent(everything(), cursor)?.bytes?.toString() ?? "").matchAll(/^id: (\d+)$/gm)].map(([, id]) =>
    Number(id),
  );

test("readers at one place in the ring get the very same bytes, whichever object says that they select alike", async () => {
  const { tail, leave, store, reached } = await follow(3);
  await store(4);
  await reached(7);
  const chunk = tail.recent(everything(), 3);
  expect(cursorsIn(tail, 3)).toEqual([4, 5, 6, 7]);
  expect(tail.recent(everything(), 3)?.bytes).toBe(chunk?.bytes);
  expect(cursorsIn(tail, 5)).toEqual([6, 7]);
  expect(tail.recent(selectionOf({ agent_id: ["nobody"] }, null, { projects: null }), 3)).toEqual({
    bytes: null,
    events: 0,
    cursor: 7,
  });
  leave();
});

test("what was encoded at one position is not given out at the next", async () => {
  const { tail, leave, store, reached } = await follow(3);
  await store(1);
  await reached(4);
  expect(cursorsIn(tail, 3)).toEqual([4]);
  await store(1);
  await reached(5);
  expect(cursorsIn(tail, 3)).toEqual([4, 5]);
  leave();
});

test("a reader behind the ring is sent to the log, one at the head waits", async () => {
  const { tail, leave, store, reached } = await follow(3);
  expect(tail.recent(everything(), 1)).toBeNull();
  expect(tail.recent(everything(), 3)).toEqual({ bytes: null, events: 0, cursor: 3 });
  await store(2);
  await reached(5);
  expect(tail.recent(everything(), 2)).toBeNull();
  leave();
});

test("all readers of a workspace have one tail, which ends with the last of them", async () => {
  const { id, tail, leave } = await follow(1);
  const second = await joinTail(id, () => {});
  expect(second.tail).toBe(tail);
  leave();
  expect((await joinTail(id, () => {})).tail).toBe(tail);
  const other = await follow(1);
  expect(other.tail).not.toBe(tail);
  other.leave();
  stopListening();
});
