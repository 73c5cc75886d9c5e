import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { databaseUrl, setDatabaseUrl } from "../db/pool";
import { DatabaseLink } from "../testing/database-link";
import { call, createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { ingestEndpoint } from "./ingest";
import { streamEndpoint } from "./stream";

withTestDatabase();

let link: DatabaseLink;
beforeAll(async () => {
  link = new DatabaseLink(databaseUrl());
  await link.open();
  setDatabaseUrl(link.url);
  return () => link.cut();
});
afterEach(async () => {
  vi.useRealTimers();
  await link.open();
});

const patience = { timeout: 20_000 };

/** Opens a stream and collects what it says; `ended` is set when it is over. */
async function follow() {
  const { id, key } = await createTestWorkspace();
  const gone = new AbortController();
  const answer = await call(streamEndpoint, { key, signal: gone.signal });
  if (answer.body === null || typeof answer.body === "string") throw new Error("the answer is no stream");
  const heard = { text: "", ended: false };
  const reading = (async (chunks: AsyncIterable<string | Uint8Array>) => {
    for await (const chunk of chunks) heard.text += chunk.toString();
    heard.ended = true;
  })(answer.body);
  await vi.waitFor(() => expect(heard.text).toContain("replay_complete"), patience);
  const leave = async () => {
    gone.abort();
    await reading;
  };
  return { id, key, heard, leave };
}

/** The clock alone is moved; what waits goes on waiting in real time. */
function passSeconds(seconds: number): void {
  const now = Date.now() + seconds * 1_000;
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(now);
}

const comments = (text: string) => text.split("\n\n").filter((frame) => frame.startsWith(":")).length;

test("while the database is away a stream says a comment every five seconds, and goes on with it", async () => {
  const { key, heard, leave } = await follow();
  await link.cut();
  for (const count of [1, 2, 3]) {
    await vi.waitFor(
      () => {
        passSeconds(5);
        expect(comments(heard.text)).toBeGreaterThanOrEqual(count);
      },
      { ...patience, interval: 2_500 },
    );
  }
  expect(heard.ended).toBe(false);
  await link.open();
  const event = { event_id: randomUUID(), event_type: "note", agent_id: "a" };
  await vi.waitFor(async () => {
    expect((await call(ingestEndpoint, { method: "POST", key, body: event })).status).toBe(200);
  }, patience);
  await vi.waitFor(() => expect(heard.text).toContain(event.event_id), patience);
  expect(heard.text).toMatch(/^id: 1$/m);
  await leave();
});

test("after a minute without the database a stream says goodbye and ends", async () => {
  const { heard, leave } = await follow();
  await link.cut();
  await vi.waitFor(
    () => {
      passSeconds(5);
      expect(comments(heard.text)).toBeGreaterThan(0);
    },
    { ...patience, interval: 2_500 },
  );
  passSeconds(61);
  await vi.waitFor(() => expect(heard.ended).toBe(true), patience);
  expect(heard.text).toMatch(/id: 0\nevent: goodbye\ndata: {"reason":"database"}\n\n$/);
  await leave();
});
