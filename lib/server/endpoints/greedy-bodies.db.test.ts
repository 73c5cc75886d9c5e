import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { IngestAnswer } from "@/lib/contract/ingest";
import type { Problem } from "@/lib/contract/problem";
import { call, createTestWorkspace, jsonOf, storedCursors, withTestDatabase } from "../testing/test-workspace";
import { ingestEndpoint } from "./ingest";

// Bodies made to cost far more time or memory than they weigh. A judge whose cost grows with the square of a body, or
// an answer that grows with its faults, would run past the test's own time or out of memory.

withTestDatabase();

const mebibyte = 1024 * 1024;
const ndjson = { "content-type": "application/x-ndjson" };
const cloudEvents = { "content-type": "application/cloudevents-batch+json" };

async function post(text: string, headers: Record<string, string> = {}) {
  const { key, id } = await createTestWorkspace();
  const body = gzipSync(text, { level: 1 });
  const answer = await call(ingestEndpoint, {
    method: "POST",
    key,
    body,
    headers: { "content-encoding": "gzip", ...headers },
  });
  return { answer, stored: await storedCursors(id) };
}

const noteWith = (metadata: string) => `{"event_type":"note","agent_id":"a","metadata":${metadata}}`;
const many = (count: number, item: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => item(i)).join();

test.each([
  ["ten million lines", "x\n".repeat(10 * mebibyte - 1), ndjson],
  ["two million CloudEvents that are none", `[${"{},".repeat(2 * mebibyte)}{}]`, cloudEvents],
  ["ten million numbers for events", `[${"1,".repeat(9 * mebibyte)}1]`, {}],
])("%s are a 413", async (_, text, headers) => {
  const { answer, stored } = await post(text, headers);
  expect(answer.status).toBe(413);
  expect(jsonOf(answer)).toMatchObject({ limit: 1_000, unit: "events" });
  expect(stored).toEqual([]);
});

test.each([
  [
    "twenty thousand fields that nobody knows",
    `{"event_type":"note","agent_id":"a",${many(20_000, (i) => `"f${i}":1`)}}`,
  ],
  [
    "fields whose names are all taken, extras included",
    `{"event_type":"note","agent_id":"a",${many(10_000, (i) => `"f${i}":1`)},"metadata":{${many(10_000, (i) => `"f${i}":1`)},${many(500, (i) => `"extra${"_".repeat(i)}":1`)}}}`,
  ],
  ["a million NULs", noteWith(`{"x":[${many(1_000_000, () => '"\\u0000"')}]}`)],
  ["numbers by the hundred thousand that no double holds", noteWith(`{"x":[${many(300_000, () => "1e999")}]}`)],
  ["a million levels", noteWith(`{"x":${"[".repeat(mebibyte)}${"]".repeat(mebibyte)}}`)],
  ["a type a million levels deep", `{"event_type":${"[".repeat(mebibyte)}${"]".repeat(mebibyte)},"agent_id":"a"}`],
  ["names of millions of characters", `{"event_type":"note","agent_id":"${"😀".repeat(4 * mebibyte)}"}`],
])("%s are rejected with an answer of a few lines", async (_, text) => {
  const { answer, stored } = await post(text);
  expect(answer.status).toBe(422);
  expect(jsonOf<Problem & IngestAnswer>(answer).rejected).toHaveLength(1);
  expect(String(answer.body).length).toBeLessThan(10_000);
  expect(stored).toEqual([]);
});

test("a number of hundreds of thousands of digits is kept if it is one that a double holds", async () => {
  const { answer, stored } = await post(noteWith(`{"n":1.${"0".repeat(300_000)}}`));
  expect(answer.status).toBe(200);
  expect(stored).toHaveLength(1);
});

test("a number of hundreds of thousands of digits that no double holds is rejected: its text is over the limit", async () => {
  const { answer } = await post(noteWith(`{"n":1.${"0".repeat(300_000)}1}`));
  expect(answer.status).toBe(422);
});

test("a thousand events of nothing but faults are each rejected, and each told of", async () => {
  const deepKeys = `${`{"${"k".repeat(100)}":`.repeat(31)}[${many(100, () => '"\\u0000"')}]${"}".repeat(31)}`;
  const { answer } = await post(`[${many(1_000, () => noteWith(deepKeys))}]`);
  expect(answer.status).toBe(422);
  expect(jsonOf<Problem & IngestAnswer>(answer).rejected).toHaveLength(1_000);
  expect(String(answer.body).length).toBeLessThan(100 * mebibyte);
});
