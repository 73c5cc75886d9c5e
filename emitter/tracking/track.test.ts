import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createEmitter, type EventDraft, type TrackOptions, track, withCorrelation } from "../index";
import { startRecordingServer } from "../recording-server";

const hexId = /^[0-9a-f]{16}$/;

/** Runs what is tracked with a real emitter, and gives the events that arrived. */
async function eventsOf(run: (options: TrackOptions) => unknown): Promise<EventDraft[]> {
  const server = await startRecordingServer(() => ({ status: 200 }));
  const emitter = createEmitter({ url: server.url, apiKey: "k" });
  try {
    await run({ emitter, agent_id: "a", task_id: "t", metadata: { team: "blue" } });
    await emitter.close();
    expect(emitter.stats().dropped).toMatchObject({ refused: 0 });
    return server.batches.flat() as EventDraft[];
  } finally {
    server.close();
  }
}

const common = { agent_id: "a", task_id: "t", metadata: { team: "blue", span_id: expect.stringMatching(hexId) } };

test.each<[string, () => unknown]>([
  ["a function", () => 7],
  ["an async function", async () => turn(7)],
  ["a thenable", () => withThen({ value: (resolve: (value: number) => void) => resolve(7) })],
])("%s that succeeds is told when it starts and when it ends, and gives what it gave", async (_, fn) => {
  const events = await eventsOf(async (options) => expect(await track("task_run", options, fn)).toBe(7));
  expect(events).toMatchObject([
    { ...common, event_type: "task_run_starting" },
    { ...common, event_type: "task_run_success", status: "success" },
  ]);
  expect(events[0]?.metadata).not.toHaveProperty("duration_ms");
  expect(events[1]?.metadata?.duration_ms).toBeGreaterThanOrEqual(0);
  expect(events[1]?.metadata).not.toHaveProperty("result_error");
  expect(events[1]?.metadata).not.toHaveProperty("result");
  const [first, last] = events;
  expect(last).toMatchObject({ trace_id: first?.trace_id, correlation_id: first?.correlation_id });
  expect(last?.metadata?.span_id).toBe(first?.metadata?.span_id);
});

test("a function's result comes out as the same object at once", async () => {
  const result = { deep: {} };
  await eventsOf((options) => expect(track("task_run", options, () => result)).toBe(result));
});

const thrown: [string, unknown, object][] = [
  ["an error", new RangeError("too far"), { error: "too far", error_name: "RangeError" }],
  ["text", "plain", { error: "plain" }],
  ["nothing", undefined, { error: "undefined" }],
  ["null", null, { error: "null" }],
  ["a symbol", Symbol("s"), { error: "Symbol(s)" }],
  ["an object", { code: 7 }, { error: '{"code":7}' }],
  ["an error without a text", { message: 7n }, { error: "What was thrown can't be read." }],
  ["a message that throws", Object.defineProperty({}, "message", { get: hostile }), { error: expect.any(String) }],
  ["a revoked proxy", revokedProxy(), { error: "What was thrown can't be read." }],
];

test.each(thrown)("%s that is thrown is told and thrown again as it is", async (_, error, told) => {
  const events = await eventsOf(async (options) => {
    const outcomes = [
      caught(() => track("task_run", options, () => raise(error))),
      await track("task_run", options, async () => raise(error)).catch((again: unknown) => [again]),
    ];
    // Looking into some of these would throw.
    for (const outcome of outcomes as unknown[][])
      expect(outcome.length === 1 && Object.is(outcome[0], error)).toBe(true);
  });
  const failure = { event_type: "task_run_failed", status: "failure", severity: "error" };
  for (const event of [events[1], events[3]]) {
    expect(event).toMatchObject({ ...failure, metadata: { ...told, duration_ms: expect.any(Number) } });
    expect(event?.metadata).not.toHaveProperty("error_stack");
  }
});

test("the stack is told when it is asked for", async () => {
  const error = new Error("deep");
  const events = await eventsOf((options) =>
    caught(() => track("task_run", { ...options, stack: true }, () => raise(error))),
  );
  expect(events[1]?.metadata?.error_stack).toBe(error.stack);
});

test("the result is told when it is asked for, whole or in part", async () => {
  const fn = async () => ({ files: 3, secret: "x" });
  const events = await eventsOf(async (options) => {
    await track("task_run", { ...options, result: true }, fn);
    await track<ReturnType<typeof fn>>("task_run", { ...options, result: ({ files }) => ({ files }) }, fn);
    track("task_run", { ...options, result: true }, () => undefined);
  });
  expect(events[1]?.metadata?.result).toEqual({ files: 3, secret: "x" });
  expect(events[3]?.metadata?.result).toEqual({ files: 3 });
  expect(events[5]?.metadata).not.toHaveProperty("result");
});

test("a large result or message is cut to what metadata holds, and the cut is told", async () => {
  const large = "é".repeat(100_000);
  const events = await eventsOf((options) => {
    track("task_run", { ...options, result: true }, () => ({ large }));
    caught(() => track("task_run", { ...options, metadata: { truncated: "mine" } }, () => raise(new Error(large))));
  });
  for (const event of events) expect(Buffer.byteLength(JSON.stringify(event.metadata))).toBeLessThanOrEqual(65_536);
  expect(events[1]?.metadata?.truncated).toMatchObject([{ path: "metadata.result.large", bytes: 200_000 }]);
  expect(events[3]?.metadata).toMatchObject({ truncated: [{ path: "metadata.error" }], extra: { truncated: "mine" } });
});

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;
test.each<[string, unknown]>([
  ["a cycle", cyclic],
  ["a BigInt", 7n],
  ["a getter that throws", Object.defineProperty({}, "x", { get: hostile, enumerable: true })],
  ["a toJSON that throws", { toJSON: hostile }],
  ["a then that throws", withThen({ get: hostile })],
  ["a revoked proxy", revokedProxy()],
])("%s as result is given back, and the event says that it can't be told", async (_, result) => {
  const events = await eventsOf((options) => {
    const given = track("task_run", { ...options, result: true }, () => result);
    expect(Object.is(given, result)).toBe(true);
  });
  const isTellable = events[1]?.metadata?.result !== undefined;
  expect(events.map(({ event_type }) => event_type)).toEqual(["task_run_starting", "task_run_success"]);
  expect(isTellable || events[1]?.metadata?.result_error !== undefined).toBe(true);
});

test("a picker that throws harms nobody", async () => {
  const events = await eventsOf((options) => {
    expect(track("task_run", { ...options, result: hostile }, () => 7)).toBe(7);
  });
  expect(events[1]?.metadata).toMatchObject({ result_error: "The result can't be written as JSON." });
});

const trap = Object.defineProperty({}, "metadata", { get: hostile, enumerable: true });
test.each<[string, unknown]>([
  ["no options", undefined],
  ["options without an emitter", {}],
  ["an emitter that throws", { emitter: { emit: hostile } }],
  ["an emitter that can't be had", Object.defineProperty({}, "emitter", { get: hostile })],
  ["fields that can't be read", Object.assign(trap, { emitter: { emit() {} } })],
  ["metadata that is no JSON", { emitter: { emit() {} }, metadata: cyclic }],
])("with %s the function runs all the same", async (_, options) => {
  expect(track("task_run", options as TrackOptions, () => 7)).toBe(7);
  expect(await track("task_run", options as TrackOptions, async () => 7)).toBe(7);
  const error = new Error("host's own");
  expect(caught(() => track("task_run", options as TrackOptions, () => raise(error)))).toEqual([error]);
});

test("an event that can't be made is refused and counted by the emitter", async () => {
  const emitter = createEmitter({ url: "http://127.0.0.1:9", apiKey: "k" });
  track("task_run", { emitter, metadata: cyclic as never }, () => 7);
  expect(emitter.stats()).toMatchObject({ emitted: 2, queued: 0, dropped: { refused: 2 } });
});

test("a promise that nobody waits for is still the host's to miss", async () => {
  const error = new Error("missed");
  const missed = new Promise((resolve) => process.once("unhandledRejection", resolve));
  const listeners = process.rawListeners("unhandledRejection").slice(0, -1) as NodeJS.UnhandledRejectionListener[];
  for (const listener of listeners) process.off("unhandledRejection", listener);
  try {
    void track("task_run", { emitter: { emit() {} } }, async () => raise(error));
    expect(await missed).toBe(error);
  } finally {
    for (const listener of listeners) process.on("unhandledRejection", listener);
  }
});

test("spans lie inside one another, in the correlation around them", async () => {
  const events = await eventsOf((options) =>
    withCorrelation({ correlation_id: "c", trace_id: "t", span_id: "caller" }, () =>
      track("outer", options, async () => {
        await turn();
        track("inner", options, () => options.emitter.emit({ event_type: "note", agent_id: "a" }));
        await track("inner", options, async () => turn());
      }),
    ),
  );
  const spans = Object.fromEntries(events.map(({ event_type, metadata }) => [event_type, metadata ?? {}]));
  expect(events.map(({ correlation_id, trace_id }) => [correlation_id, trace_id])).toEqual(
    events.map(() => ["c", "t"]),
  );
  expect(spans.outer_success).toMatchObject({ parent_span_id: "caller" });
  expect(spans.inner_success?.parent_span_id).toBe(spans.outer_starting?.span_id);
  expect(spans.outer_success?.span_id).toBe(spans.outer_starting?.span_id);
  const inner = events
    .filter(({ event_type }) => event_type === "inner_starting")
    .map(({ metadata }) => metadata?.span_id);
  expect(new Set(inner).size).toBe(2);
});

function hostile(): never {
  throw new Error("hostile");
}

function raise(error: unknown): never {
  throw error;
}

function caught(fn: () => unknown): unknown[] {
  try {
    fn();
    return [];
  } catch (error) {
    return [error];
  }
}

/** An object with a `then` of a kind, which is no mistake here. */
function withThen(property: PropertyDescriptor): object {
  const name = "then";
  return Object.defineProperty({}, name, property);
}

function revokedProxy(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
