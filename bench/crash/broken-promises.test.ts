import { expect, test } from "vitest";
import { brokenPromises, type Evidence } from "./broken-promises";
import type { Acknowledgement } from "./deliver";
import type { Placed } from "./placed";

const log: Placed[] = ["a", "b", "c"].map((event_id, i) => ({ cursor: i + 1, event_id }));
const batch = log.slice(0, 2);
const other = [{ event_id: "other" }];

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

const sent = { batches: [batch], acknowledgements: [told(1, 2), told(null, 0)], unanswered: [] };
const honest: Evidence = {
  sent,
  log: batch,
  followed: { received: batch, resets: 0, reconnects: 1 },
  appWasKilled: true,
};
const follow = (received: Placed[]) => ({ ...honest.followed, received });
const acknowledged = (...acknowledgements: Acknowledgement[]) => ({ sent: { ...sent, acknowledgements } });

test("evidence of a log that kept its word shows nothing broken", () => {
  expect(brokenPromises(honest)).toEqual([]);
});

test("an acceptance that nobody heard of is excused by a failed try, and by nothing else", () => {
  expect(brokenPromises({ ...honest, ...acknowledged(told(null, 0, 1), told(null, 0)) })).toEqual([]);
  expect(brokenPromises({ ...honest, ...acknowledged(told(null, 0), told(null, 0)) })).toHaveLength(1);
});

test("what was sent once and never answered for may be stored or not", () => {
  expect(brokenPromises({ ...honest, sent: { ...sent, batches: [batch, other], unanswered: [other] } })).toEqual([]);
  const stored = [...batch, { cursor: 3, event_id: "other" }];
  const kept = { log: stored, followed: follow(stored) };
  expect(
    brokenPromises({ ...honest, ...kept, sent: { ...sent, batches: [batch, other], unanswered: [other] } }),
  ).toEqual([]);
});

test("a stream whose app was not killed need not have come back", () => {
  expect(brokenPromises({ ...honest, followed: { ...honest.followed, reconnects: 0 }, appWasKilled: false })).toEqual(
    [],
  );
});

test.each<[string, Partial<Evidence>, RegExp]>([
  ["a gap", { log: log.slice(1) }, /Cursors are not 1…n/],
  ["a lost event", { log: log.slice(0, 1) }, /1 acknowledged events are not stored/],
  ["an event stored twice", { log: [...batch, { cursor: 3, event_id: "a" }] }, /1 events are stored more than once/],
  ["an event from nowhere", { log }, /1 events were never sent/],
  ["a second acceptance", acknowledged(told(1, 2), told(1, 2)), /called accepted twice/],
  ["cursors of other events", { log, ...acknowledged(told(2, 2)) }, /are not there/],
  ["a stream that skips", { followed: follow(batch.slice(1)) }, /event 1 was cursor 2/],
  ["a stream that doubles", { followed: follow([...batch, ...batch]) }, /event 3 was cursor 1/],
  ["a stream that ends early", { followed: follow(batch.slice(0, 1)) }, /1 of 2 events/],
  ["a stream that was never cut", { followed: { ...honest.followed, reconnects: 0 } }, /never broken off/],
])("%s is found", (_, fault, sentence) => {
  expect(brokenPromises({ ...honest, ...fault }).join("\n")).toMatch(sentence);
});
