import { randomUUID } from "node:crypto";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { IngestAnswer } from "@/lib/contract/ingest";
import type { Problem } from "@/lib/contract/problem";
import { call, createTestWorkspace, jsonOf, storedCursors, withTestDatabase } from "../testing/test-workspace";
import { ingestEndpoint } from "./ingest";

// Whatever bytes come: an answer of the contract, and what it says is what is stored.

withTestDatabase();

const types = [
  "application/json",
  "application/x-ndjson",
  "application/cloudevents+json",
  "application/cloudevents-batch+json",
  "text/plain",
  "",
] as const;
const encodings = ["", "identity", "gzip", "deflate", "br", "zstd", "gzip, br"] as const;

/** Posts a body to a workspace of its own; expects what holds of every answer, and gives back what was stored. */
async function post(body: Uint8Array, headers: Record<string, string>) {
  const { key, id } = await createTestWorkspace();
  const answer = await call(ingestEndpoint, { method: "POST", key, body, headers });
  const stored = await storedCursors(id);
  expect([200, 207, 400, 413, 415, 422]).toContain(answer.status);
  expect(stored.map(({ cursor }) => cursor)).toEqual(stored.map((_, i) => i + 1));
  const told = jsonOf<Partial<IngestAnswer> & Partial<Problem>>(answer);
  if (answer.status >= 400) {
    expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(told).toMatchObject({ status: answer.status, title: expect.any(String), detail: expect.any(String) });
    expect(stored).toEqual([]);
  } else {
    expect(told).toMatchObject({
      accepted: stored.length,
      first_cursor: stored.length > 0 ? 1 : null,
      last_cursor: stored.length > 0 ? stored.length : null,
    });
    expect((told.rejected ?? []).length > 0).toBe(answer.status === 207);
  }
  const indexes = (told.rejected ?? []).map(({ index }) => index);
  expect(indexes).toEqual([...new Set(indexes)].sort((a, b) => a - b));
  return { status: answer.status, told, ids: stored.map(({ event_id }) => event_id) };
}

test("any bytes under any type and encoding are answered", async () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text)),
    fc.json({ maxDepth: 3 }).map((text) => gzipSync(text)),
    fc.json({ maxDepth: 3 }).map((text) => deflateSync(text)),
    fc.json({ maxDepth: 3 }).map((text) => brotliCompressSync(text)),
  );
  await fc.assert(
    fc.asyncProperty(
      anything,
      fc.constantFrom(...types),
      fc.constantFrom(...encodings),
      async (body, type, encoding) => {
        await post(body, { "content-type": type, "content-encoding": encoding });
      },
    ),
    { numRuns: 200 },
  );
}, 120_000);

/** Five good events as lines, and a change to their bytes: one flipped, some left out, some put in, or the end cut off. */
const mutation = fc.record({
  at: fc.nat(),
  change: fc.oneof(
    fc.integer({ min: 1, max: 255 }).map((mask) => ({ kind: "flip" as const, mask })),
    fc.nat(40).map((count) => ({ kind: "drop" as const, count })),
    fc.uint8Array({ minLength: 1, maxLength: 5 }).map((bytes) => ({ kind: "insert" as const, bytes })),
    fc.constant({ kind: "cut" as const }),
  ),
});

function mutate(body: Buffer, { at, change }: typeof mutation extends fc.Arbitrary<infer T> ? T : never) {
  const place = at % body.length;
  switch (change.kind) {
    case "flip": {
      const flipped = Buffer.from(body);
      flipped[place] = (body[place] ?? 0) ^ change.mask;
      return { bytes: flipped, from: place, to: place + 1 };
    }
    case "drop":
      return {
        bytes: Buffer.concat([body.subarray(0, place), body.subarray(place + change.count)]),
        from: place,
        to: place + change.count,
      };
    case "insert":
      return {
        bytes: Buffer.concat([body.subarray(0, place), change.bytes, body.subarray(place)]),
        from: place,
        to: place + 1,
      };
    case "cut":
      return { bytes: body.subarray(0, place), from: place, to: body.length };
  }
}

test("a change to one line costs no other line: every event that it doesn't touch is stored", async () => {
  await fc.assert(
    fc.asyncProperty(mutation, async (how) => {
      const ids = Array.from({ length: 5 }, () => randomUUID() as string);
      const events = ids.map((event_id) => `${JSON.stringify({ event_type: "note", agent_id: "ü", event_id })}\n`);
      const { bytes, from, to } = mutate(Buffer.from(events.join("")), how);
      const { ids: stored, status } = await post(bytes, { "content-type": "application/x-ndjson" });
      let start = 0;
      const untouched = ids.filter((_, i) => {
        const end = start + Buffer.byteLength(events[i] ?? "");
        // A line is touched by a change to itself, or to the line feed before it.
        const isTouched = from < end && to > start - 1;
        start = end;
        return !isTouched;
      });
      expect(stored.filter((id) => untouched.includes(id))).toEqual(untouched);
      if (untouched.length > 0) expect([200, 207]).toContain(status);
    }),
    { numRuns: 150 },
  );
}, 120_000);

test("a change to a JSON batch spoils all of it or costs only what it touches", async () => {
  await fc.assert(
    fc.asyncProperty(mutation, fc.boolean(), async (how, isCompressed) => {
      const ids = Array.from({ length: 5 }, () => randomUUID() as string);
      const events = ids.map((event_id) => ({
        event_type: "note",
        agent_id: "ü",
        event_id,
        metadata: { n: [1, "a"] },
      }));
      const whole = Buffer.from(JSON.stringify({ events }));
      const { bytes } = mutate(isCompressed ? gzipSync(whole) : whole, how);
      const { ids: stored, status } = await post(bytes, isCompressed ? { "content-encoding": "gzip" } : {});
      if (status >= 400) return;
      if (isCompressed) expect(stored).toEqual(ids);
      // What is still JSON has at most two events changed, where the border between them went.
      else expect(stored.filter((id) => ids.includes(id)).length).toBeGreaterThanOrEqual(3);
    }),
    { numRuns: 150 },
  );
}, 120_000);
