import { expect, test } from "vitest";
import { type Kept, verdict } from "./verdict";

const log: Kept[] = ["note", "task.a", "note", "task.b"].map((event_type, i) => ({
  cursor: i + 1,
  event_id: `id-${i}`,
  event_type,
}));
const answer = { accepted: 4, duplicates: 0, rejected: [], first_cursor: 1, last_cursor: 4, batch_id: null };
const sent = { batches: [log], acknowledgements: [{ batch: log, answer, failedTries: 0 }], unanswered: [] };
const all = { name: "all", typesBeginWith: null, received: log, complaint: null };
const tasks = { name: "tasks", typesBeginWith: "task.", received: log.filter((_, i) => i % 2 === 1), complaint: null };
const honest = { sent, log, readers: [all, tasks] };
const reading = (received: Kept[]) => ({ ...honest, readers: [{ ...all, received }] });

test("readers who got what they asked for, in the log's order, show nothing broken", () => {
  expect(verdict(honest)).toEqual([]);
});

test.each([
  ["a gap", reading(log.toSpliced(1, 1)), /cursor 3 where 2 was due, after 1 events/],
  ["a double", reading(log.toSpliced(1, 0, ...log.slice(0, 1))), /cursor 1 where 2 was due/],
  ["an exchange", reading([...log.slice(0, 2), ...log.slice(2).toReversed()]), /cursor 4 where 3 was due/],
  ["an early end", reading(log.slice(0, 3)), /got 3 of 4 events/],
  ["a surplus", reading([...log, ...log.slice(0, 1)]), /cursor 1 where nothing was due/],
  ["what was not asked for", { ...honest, readers: [{ ...tasks, received: log }] }, /tasks got cursor 1 where 2/],
  ["a reset", { ...honest, readers: [{ ...all, complaint: "was reset" }] }, /all was reset/],
  ["a hole in the log", { ...honest, log: log.slice(1) }, /Cursors are not 1…n/],
  ["a loss", { ...honest, log: log.slice(0, 3) }, /1 acknowledged events are not stored/],
])("%s is found", (_, evidence, sentence) => {
  expect(verdict(evidence).join("\n")).toMatch(sentence);
});
