import { beforeEach, describe, expect, test } from "vitest";
import { EventStream, type EventStreamOptions } from "./event-stream";
import type { StreamState } from "./stream-state";
import { type Connection, Surroundings } from "./test-surroundings";

let around: Surroundings;
let told: { batches: number[][]; spans: number[][]; states: StreamState[]; other: unknown[] };

function start(options: Partial<EventStreamOptions> = {}) {
  return new EventStream({
    addressAfter: (cursor) => `/stream?cursor=${cursor}`,
    cursor: 10,
    platform: around,
    probe: async () => "try-again",
    onSpan: ({ after, to, events }) => {
      told.spans.push([after, to]);
      if (events.length > 0) told.batches.push(events.map((event) => event.cursor));
    },
    onState: (state) => told.states.push(state),
    onReconnected: (reconnection) => told.other.push(reconnection),
    onReset: (reset) => told.other.push(reset),
    onGap: (gap) => told.other.push(gap),
    ...options,
  });
}
const state = () => told.states.at(-1)?.kind;

beforeEach(() => {
  around = new Surroundings();
  told = { batches: [], spans: [], states: [], other: [] };
});

describe("Reading", () => {
  test("Events of one moment are handed over together, and in order", () => {
    start();
    around.connection.subscribe({ at: 10 });
    around.connection.send("replay_complete", 10, { cursor: 10, replayed: 0 });
    around.connection.events(11, 12, 13);
    expect(told.batches).toEqual([]);
    around.pass(50);
    expect(told.batches).toEqual([[11, 12, 13]]);
  });

  test("It says how much is left to catch up with, and is live only after that", () => {
    start();
    around.connection.subscribe({ at: 10, head: 13 });
    expect(told.states.at(-1)).toEqual({ kind: "catching-up", left: 3, of: 3 });
    around.connection.events(11, 12);
    around.pass(50);
    expect(told.states.at(-1)).toEqual({ kind: "catching-up", left: 1, of: 3 });
    around.connection.events(13);
    around.connection.send("replay_complete", 13, { cursor: 13, replayed: 3 });
    expect(state()).toBe("live");
    expect(told.batches.flat()).toEqual([11, 12, 13]);
  });
});

describe("What it tells covers the log", () => {
  test("Spans follow one another without a hole, whatever is in them", () => {
    start();
    around.connection.subscribe({ at: 10, filter: { kinds: "task.*" } });
    around.connection.events(12, 15);
    around.pass(50);
    around.connection.send("ping", 90, { head: 90 });
    around.connection.events(91);
    around.connection.fire("error");
    expect(told.spans).toEqual([
      [10, 15],
      [15, 90],
      [90, 91],
    ]);
  });
});

describe("After a failure", () => {
  test("A new stream begins after the last cursor, and says what it caught up with", () => {
    start();
    around.connection.subscribe({ at: 10 });
    around.connection.send("replay_complete", 10);
    around.connection.events(11);
    around.connection.fire("error");
    expect(told.batches).toEqual([[11]]);
    expect(told.states.at(-1)).toEqual({ kind: "reconnecting", sinceMs: 0, nextTryMs: 1_000 });
    around.pass(1_000);
    expect(around.connection.address).toBe("/stream?cursor=11");
    around.connection.subscribe({ at: 11, head: 12 });
    around.connection.events(12);
    around.connection.send("replay_complete", 12);
    expect(told.other).toEqual([{ from: 11, to: 12, awayMs: 1_000, proven: true }]);
  });

  test("A filtered stream goes on from where it had looked, not from its last match", () => {
    start();
    around.connection.subscribe({ at: 10, filter: { kinds: "task.*" } });
    around.connection.events(14);
    around.connection.send("ping", 90, { head: 90 });
    around.connection.fire("error");
    around.pass(1_000);
    expect(around.connection.address).toBe("/stream?cursor=90");
    expect(told.other).toEqual([]);
  });

  test("Tries come ever more rarely, at most every 30 s, until one succeeds", () => {
    start();
    const waits: number[] = [];
    for (let failure = 0; failure < 7; failure += 1) {
      around.connection.fire("error");
      const last = told.states.at(-1);
      if (last?.kind === "reconnecting") waits.push(last.nextTryMs - around.now());
      around.pass(30_000);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  test("A server that accepts and cuts is asked ever more rarely too; a connection that lasted begins the count anew", () => {
    start();
    const waits: number[] = [];
    const cutAfter = (ms: number) => {
      around.connection.subscribe({ at: 10 });
      around.connection.send("replay_complete", 10);
      around.pass(ms);
      around.connection.fire("error");
      const last = told.states.at(-1);
      if (last?.kind === "reconnecting") waits.push(last.nextTryMs - around.now());
      around.pass(30_000);
    };
    for (const ms of [0, 100, 10_000, 15_000]) cutAfter(ms);
    expect(waits).toEqual([1_000, 2_000, 4_000, 1_000]);
  });

  test("A time limit that comes at once is a failure, not a reason to come back at once", () => {
    start();
    around.connection.subscribe({ at: 10 });
    around.connection.send("goodbye", 10, { reason: "limit" });
    expect(around.connections).toHaveLength(1);
    expect(state()).toBe("reconnecting");
  });

  test("Woken, it tries at once, and a running stream is left alone", () => {
    const stream = start();
    stream.wake();
    expect(around.connections).toHaveLength(1);
    around.connection.fire("error");
    stream.wake();
    expect(around.connections).toHaveLength(2);
    around.pass(1_000);
    expect(around.connections).toHaveLength(2);
  });

  test("A connection without a frame for 40 s is given up", () => {
    start();
    around.connection.subscribe({ at: 10 });
    around.pass(30_000);
    around.connection.send("ping", 10, { head: 10 });
    around.pass(39_999);
    expect(around.connections).toHaveLength(1);
    around.pass(1_001);
    expect(around.connections).toHaveLength(2);
    expect(around.connections[0]?.closed).toBe(true);
  });

  test("A late frame of a stream that was given up changes nothing", () => {
    start();
    const first = around.connection;
    first.subscribe({ at: 10 });
    first.fire("error");
    around.pass(1_000);
    first.events(11);
    around.pass(50);
    expect(told.batches).toEqual([]);
  });

  test("A closed stream opens nothing any more", () => {
    const stream = start();
    around.connection.fire("error");
    stream.close();
    around.pass(60_000);
    expect(around.connections).toHaveLength(1);
  });
});

describe("What the server says", () => {
  test("The end of a credential is told as signed out, and rests until it is woken", async () => {
    const stream = start({ probe: async () => "signed-out" });
    around.connection.subscribe({ at: 10 });
    around.connection.send("goodbye", 10, { reason: "credential" });
    await expect.poll(state).toBe("signed-out");
    around.pass(60_000);
    expect(around.connections).toHaveLength(1);
    stream.wake();
    expect(around.connections).toHaveLength(2);
  });

  test("A stream that never opened asks why", async () => {
    start({ probe: async () => "gone" });
    around.connection.fire("error");
    await expect.poll(state).toBe("gone");
  });

  test("A time limit is followed by the next stream without a pause or a word", () => {
    start();
    around.connection.subscribe({ at: 10 });
    around.pass(30_000);
    around.connection.send("goodbye", 10, { reason: "limit" });
    expect(around.connections).toHaveLength(2);
    expect(told.states.map(({ kind }) => kind)).not.toContain("reconnecting");
  });

  test("A reset moves the position and is told", () => {
    start();
    const reset = { reason: "expired", requested: "11", floor: 31, head: 40 };
    around.connection.subscribe({ at: 10, head: 40 });
    around.connection.events(11);
    around.connection.send("reset", 30, reset);
    expect(told.batches).toEqual([[11]]);
    around.connection.events(31);
    expect(told.other).toEqual([{ ...reset, cursor: 30 }]);
    around.connection.fire("error");
    expect(told.spans.at(-1)).toEqual([30, 31]);
    around.pass(1_000);
    expect(around.connection.address).toBe("/stream?cursor=31");
  });

  test("Another log under the same name is told, so that what is held can be dropped", () => {
    start();
    around.connection.subscribe({ at: 10 });
    around.connection.fire("error");
    around.pass(1_000);
    around.connection.subscribe({ at: 10, head: 10, logId: "log-2" });
    expect(told.other).toEqual([{ reason: "restored", requested: "10", head: 10, floor: 1, cursor: 10 }]);
  });
});

describe("A hole is never silent", () => {
  const cases: [string, (connection: Connection) => void, unknown][] = [
    ["a skipped event", (c) => c.events(11, 13), { expected: 12, got: 13 }],
    ["an event twice", (c) => c.events(11, 11), { expected: 12, got: 11 }],
    ["a ping beyond what was sent", (c) => c.send("ping", 12, { head: 12 }), { expected: 11, got: 13 }],
    ["a start elsewhere without a reset", (c) => c.send("event", 21, { cursor: 21 }), { expected: 11, got: 21 }],
  ];
  test.each(cases)("%s", (_, send, gap) => {
    start();
    around.connection.subscribe({ at: 10 });
    send(around.connection);
    expect(told.other).toEqual([gap]);
  });

  test("Where something filters, cursors between the matches prove nothing", () => {
    start();
    around.connection.subscribe({ at: 10, filter: { status: "denied" } });
    around.connection.events(11, 25);
    expect(told.other).toEqual([]);
  });
});
