import { expect, test } from "vitest";
import { brokenPromises } from "./broken-promises";
import type { Acknowledgement } from "./deliver";
import type { Placed } from "./placed";

const log: Placed[] = ["a", "b", "c"].map((event_id, i) => ({ cursor: i + 1, event_id }));
const batch = log.slice(0, 2);

function told(first: number | null, accepted: number, failedTries = 0): Acknowledgement {
  const answer = {
    accepted,
    duplicates: batch.length - accepted,
    rejected: [],
    first_cursor: first,
    last_cursor: first === null ? null : first + accepted - 1,
    batch_id: null,
  };
  return { batch, answer, failedTries };
}

const honest = {
  sent: ["a", "b"],
  log: batch,
  acknowledgements: [told(1, 2), told(null, 0)],
  followed: { received: batch, resets: 0, reconnects: 1 },
};
const follow = (received: Placed[]) => ({ ...honest.followed, received });

test("evidence of a log that kept its word shows nothing broken", () => {
  expect(brokenPromises(honest)).toEqual([]);
});

test("an acceptance that nobody heard of is excused by a failed try, and by nothing else", () => {
  expect(brokenPromises({ ...honest, acknowledgements: [told(null, 0, 1), told(null, 0)] })).toEqual([]);
  expect(brokenPromises({ ...honest, acknowledgements: [told(null, 0), told(null, 0)] })).toHaveLength(1);
});

test.each([
  ["a gap", { log: log.slice(1), sent: ["b", "c"] }, /Cursors are not 1…n/],
  ["a lost event", { sent: ["a", "b", "lost"] }, /1 acknowledged events are not stored/],
  ["an event from nowhere", { sent: ["a"] }, /1 events were never sent/],
  ["a second acceptance", { acknowledgements: [told(1, 2), told(1, 2)] }, /called accepted twice/],
  ["cursors of other events", { log, sent: ["a", "b", "c"], acknowledgements: [told(2, 2)] }, /are not there/],
  ["a stream that skips", { followed: follow(batch.slice(1)) }, /event 1 was cursor 2/],
  ["a stream that doubles", { followed: follow([...batch, ...batch]) }, /event 3 was cursor 1/],
  ["a stream that ends early", { followed: follow(batch.slice(0, 1)) }, /1 of 2 events/],
  ["a stream that was never cut", { followed: { ...honest.followed, reconnects: 0 } }, /never broken off/],
])("%s is found", (_, fault, sentence) => {
  expect(brokenPromises({ ...honest, ...fault }).join("\n")).toMatch(sentence);
});
