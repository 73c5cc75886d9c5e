import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { createParser } from "eventsource-parser";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AgentEvent, JsonObject } from "@/lib/contract/event";
import type { IngestAnswer } from "@/lib/contract/ingest";
import type { Problem } from "@/lib/contract/problem";
import type { EventPage } from "@/lib/contract/query";
import { type Expected, expectedOf } from "../testing/expected-event";
import { postedEvent } from "../testing/posted-event";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import type { Written } from "../testing/written-json";
import { eventsEndpoint } from "./events";
import { ingestEndpoint } from "./ingest";
import { streamEndpoint } from "./stream";

withTestDatabase();

type Stored = Extract<Expected, { stored: unknown }>["stored"];

const forms = {
  array: (events: string[]) => `[${events.join(",")}]`,
  envelope: (events: string[]) => `{"batch_id":"b","events":[${events.join(",")}],"timestamp":5}`,
  lines: (events: string[]) => events.map((event) => `${event}\n`).join("\r\n"),
} as const;
const encodings = {
  identity: (text: string) => Buffer.from(text),
  gzip: (text: string) => gzipSync(text),
  deflate: (text: string) => deflateSync(text),
  "x-raw": (text: string) => deflateRawSync(text),
  br: (text: string) => brotliCompressSync(text),
} as const;

const posting = fc.record({
  events: fc.array(postedEvent, { minLength: 1, maxLength: 8 }),
  repeated: fc.boolean(),
  form: fc.constantFrom(...(Object.keys(forms) as (keyof typeof forms)[])),
  encoding: fc.constantFrom(...(Object.keys(encodings) as (keyof typeof encodings)[])),
});

test("whatever is posted is judged as the contract says, and what is stored reads back equal, by query and stream", async () => {
  await fc.assert(
    fc.asyncProperty(posting, async ({ events: once, repeated, form, encoding }) => {
      const events = repeated ? [...once, ...once] : once;
      const workspace = await createTestWorkspace();
      const answer = await call(ingestEndpoint, {
        method: "POST",
        key: workspace.key,
        body: encodings[encoding](forms[form](events.map(({ text }) => text))),
        headers: {
          "content-type": form === "lines" ? "application/x-ndjson" : "application/json",
          "content-encoding": encoding === "x-raw" ? "deflate" : encoding,
          "x-event-count": String(events.length),
        },
      });
      const { stored, faulty, duplicates } = judge(events);
      const expectedStatus = faulty.length === 0 ? 200 : faulty.length === events.length ? 422 : 207;
      expect(answer.status).toBe(expectedStatus);
      const told = jsonOf<IngestAnswer & Partial<Problem>>(answer);
      expect(told).toMatchObject({
        accepted: stored.length,
        duplicates,
        first_cursor: stored.length > 0 ? 1 : null,
        last_cursor: stored.length > 0 ? stored.length : null,
        batch_id: form === "envelope" ? "b" : null,
      });
      expect(told.rejected.map(({ index, errors }) => [index, pathsOf(errors)])).toEqual(faulty);
      const read = await readAll(workspace);
      expect(read).toHaveLength(stored.length);
      for (const [i, event] of read.entries()) {
        const { event_id, timestamp, ...expected } = stored[i] as Stored;
        expect(event.cursor).toBe(i + 1);
        expect(event.event_id).toMatch(event_id === null ? /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/ : event_id);
        expect(event.timestamp).toBe(timestamp ?? event.received_at);
        expect(canonical(event)).toBe(canonical({ ...event, ...expected }));
      }
      expect((await readStream(workspace)).map(canonical)).toEqual(read.map(canonical));
    }),
    { numRuns: 150 },
  );
}, 120_000);

/** What the contract says of a batch: each event alone, and an id counts at its first good event. */
function judge(events: readonly Written[]) {
  const stored: Stored[] = [];
  const faulty: [number, string[]][] = [];
  const ids = new Set<string>();
  let duplicates = 0;
  for (const [index, { means }] of events.entries()) {
    const expected = expectedOf(means);
    if ("faults" in expected) faulty.push([index, pathsOf(expected.faults.map((path) => ({ path })))]);
    else if (expected.stored.event_id !== null && ids.has(expected.stored.event_id)) duplicates += 1;
    else {
      stored.push(expected.stored);
      if (expected.stored.event_id !== null) ids.add(expected.stored.event_id);
    }
  }
  return { stored, faulty, duplicates };
}

/** Where metadata is at fault as a whole, it is free to name the place inside. */
const pathsOf = (errors: readonly { path: string }[]) =>
  [...new Set(errors.map(({ path }) => (/^metadata(\.a){31,}/.test(path) ? "metadata" : path)))].sort();

/** One spelling for equal events: names sorted, `__proto__` among them, and the notes of numbers in one order. */
function canonical(event: { metadata: JsonObject }): string {
  const { truncated } = event.metadata;
  const notes = Array.isArray(truncated) ? { truncated: truncated.map(sorted).toSorted() } : {};
  return sorted({ ...event, metadata: { ...event.metadata, ...notes } });
}

function sorted(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(sorted).join(",")}]`;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${sorted(item)}`).join(",")}}`;
}

async function readAll({ key }: TestWorkspace): Promise<AgentEvent[]> {
  return jsonOf<EventPage>(await call(eventsEndpoint, { key, target: "/?order=asc&limit=1000" })).events;
}

async function readStream({ key }: TestWorkspace): Promise<AgentEvent[]> {
  const leaving = new AbortController();
  const { body } = await call(streamEndpoint, { key, target: "/?cursor=earliest", signal: leaving.signal });
  if (body === null || typeof body === "string") throw new Error("the answer is no stream");
  const events: AgentEvent[] = [];
  let complete = false;
  const parser = createParser({
    onEvent({ event, data }) {
      if (event === "event") events.push(JSON.parse(data));
      complete ||= event === "replay_complete";
    },
  });
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    if (complete) break;
  }
  leaving.abort();
  return events;
}
