import { expect } from "@playwright/test";
import { createParser } from "eventsource-parser";
import type { EventDraft } from "@/emitter";
import { createSseParser } from "@/emitter/sse-parser";
import { ana } from "./account";
import { type Caller, ingest, readEvents } from "./api";
import { awkwardEvents } from "./awkward-events";
import { logIn } from "./log-in";
import { poll, test } from "./stream-mounts";
import { openInBrowser, openWithEventsource, programs, type StreamReader } from "./stream-readers";
import { openRawStream } from "./strict-stream";

const countOf = async (reader: StreamReader) => (await reader.events()).length;
const headOf = async (caller: Caller) => (await readEvents(caller, { limit: "1" })).head;

/** Posts what is awkward before and after the readers have come, and expects of each that it got all of it, unchanged. */
async function expectEverything(caller: Caller, open: (after: number) => Promise<StreamReader[]>): Promise<void> {
  const after = await headOf(caller);
  await ingest(caller, awkwardEvents);
  const readers = await open(after);
  for (const reader of readers) await poll(() => countOf(reader)).toBe(awkwardEvents.length);
  await ingest(caller, awkwardEvents);
  const { events } = await readEvents(caller, { after: String(after), order: "asc" });
  expect(events).toMatchObject([...awkwardEvents, ...awkwardEvents]);
  for (const reader of readers) {
    await poll(() => countOf(reader)).toBe(events.length);
    expect(await reader.events()).toEqual(events);
    expect(reader.errors()).toEqual([]);
    await reader.close();
  }
}

for (const [name, open] of Object.entries(programs)) {
  test(`Awkward events arrive whole, at either mount and in packets of seven bytes: ${name}`, async ({
    mounts,
    relay,
  }) => {
    await expectEverything(mounts.frontDoor, (after) =>
      Promise.all([mounts.frontDoor, mounts.nextStart, relay].map((caller) => open(caller, after))),
    );
  });
}

test("Awkward events arrive whole, also in packets of seven bytes: Chromium's EventSource", async ({
  context,
  mounts,
  relay,
}) => {
  await logIn(await context.newPage(), mounts.frontDoor.url, ana);
  await expectEverything(mounts.frontDoor, (after) =>
    Promise.all([mounts.frontDoor, relay].map((caller) => openInBrowser(context, caller, after))),
  );
});

test("Standard clients go on by themselves after a cut, by Last-Event-ID, without a gap or a double", async ({
  context,
  mounts: { frontDoor },
  relay,
}) => {
  await logIn(await context.newPage(), frontDoor.url, ana);
  const after = await headOf(frontDoor);
  const note = (operation: string): EventDraft => ({ event_type: "note", agent_id: "a", operation });
  await ingest(frontDoor, [note("1"), note("2")]);
  const readers = [await openInBrowser(context, relay, after), await openWithEventsource(relay, after)];
  for (const reader of readers) await poll(() => countOf(reader)).toBe(2);
  relay.cut();
  await ingest(frontDoor, [note("3"), note("4")]);
  for (const reader of readers) {
    await poll(() => countOf(reader)).toBe(4);
    expect(await reader.events()).toMatchObject(["1", "2", "3", "4"].map(note));
    expect(reader.errors()).toHaveLength(1);
    await reader.close();
  }
});

test("Cut in two at every byte, the stream reads the same", async ({ mounts: { frontDoor } }) => {
  const after = await headOf(frontDoor);
  // What is large is only longer, not another case.
  const few = awkwardEvents.filter(({ operation }) => operation !== "sixty-four KiB");
  await ingest(frontDoor, few);
  const stream = await openRawStream(frontDoor, { query: `cursor=${after}` });
  await poll(() => stream.frames().length).toBe(few.length + 2);
  const bytes = stream.bytes();
  stream.close();

  const ours = (...chunks: Uint8Array[]) => {
    const parser = createSseParser();
    return chunks.flatMap((chunk) => parser.push(chunk)).map(({ event, id, data }) => ({ event, id, data }));
  };
  const theirs = (...chunks: Uint8Array[]) => {
    const messages: unknown[] = [];
    const decoder = new TextDecoder();
    const parser = createParser({ onEvent: ({ event, id, data }) => messages.push({ event, id, data }) });
    for (const chunk of chunks) parser.feed(decoder.decode(chunk, { stream: true }));
    return messages;
  };
  const whole = ours(bytes);
  expect(whole).toHaveLength(few.length + 2);
  for (const parse of [ours, theirs]) {
    for (let at = 0; at <= bytes.length; at += 1) {
      const halves = parse(bytes.subarray(0, at), bytes.subarray(at));
      if (JSON.stringify(halves) !== JSON.stringify(whole)) expect(halves, `cut at ${at}`).toEqual(whole);
    }
    expect(parse(...Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(whole);
  }
});
