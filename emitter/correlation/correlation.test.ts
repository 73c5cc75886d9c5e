import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import {
  type CorrelationStart,
  correlationFromHeaders,
  correlationHeaders,
  createEmitter,
  currentCorrelation,
  type EventDraft,
  parseBaggage,
  parseTraceparent,
  withCorrelation,
} from "../index";
import { startRecordingServer } from "../recording-server";

const trace_id = "4bf92f3577b34da6a3ce929d0e0e4736";
const span_id = "00f067aa0ba902b7";
const traceparent = `00-${trace_id}-${span_id}-01`;
const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function emitterAndWhatArrives() {
  const server = await startRecordingServer(() => ({ status: 200 }));
  closers.push(server.close);
  const emitter = createEmitter({ url: server.url, apiKey: "k", source: "test" });
  return {
    emit: (more: Partial<EventDraft> = {}) => emitter.emit({ event_type: "note", ...more }),
    arrived: async () => {
      await emitter.close();
      return server.batches.flat() as Partial<EventDraft>[];
    },
  };
}

test("ids are made where none is given, and nested calls and whatever they start inherit them", async () => {
  const { emit, arrived } = await emitterAndWhatArrives();
  const inside = await withCorrelation(async (correlation) => {
    emit();
    await turn();
    emit();
    withCorrelation(() => emit());
    await Promise.all([
      turn().then(() => emit()),
      new Promise<void>((resolve) => setTimeout(() => resolve(emit()), 1)),
    ]);
    return correlation;
  });
  expect(inside.correlation_id).toMatch(uuid7);
  expect(inside.trace_id).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
  const events = await arrived();
  expect(events).toHaveLength(5);
  const { correlation_id, trace_id: trace } = inside;
  for (const event of events) expect(event).toMatchObject({ correlation_id, trace_id: trace });
  expect(events[0]).not.toHaveProperty("metadata");
});

test("outside of any there are no ids, and two that run at once keep apart", async () => {
  const { emit, arrived } = await emitterAndWhatArrives();
  const say = (id: string) =>
    withCorrelation(id, async () => {
      for (let n = 0; n < 3; n += 1) {
        emit({ operation: id });
        await turn();
      }
    });
  await Promise.all([say("a"), say("b")]);
  emit({ operation: "outside" });
  expect(currentCorrelation()).toBeUndefined();
  const events = await arrived();
  expect(events).toHaveLength(7);
  for (const { operation, correlation_id } of events.slice(0, 6)) expect(correlation_id).toBe(operation);
  expect(events[6]).not.toHaveProperty("correlation_id");
  expect(events[6]).not.toHaveProperty("trace_id");
  expect(events[0]?.trace_id).not.toBe(events[1]?.trace_id);
});

test("an id that is given holds inside, in the trace around it", () => {
  withCorrelation("outer", (outer) => {
    withCorrelation("inner", (inner) => {
      expect(inner).toEqual({ ...outer, correlation_id: "inner" });
      expect(currentCorrelation()).toBe(inner);
    });
    expect(currentCorrelation()).toBe(outer);
    withCorrelation({ trace_id: "another" }, (inner) => {
      expect(inner).toMatchObject({ correlation_id: "outer", trace_id: "another", span_id: undefined });
    });
  });
});

test("a draft's own ids win, on top or in its metadata", async () => {
  const { emit, arrived } = await emitterAndWhatArrives();
  withCorrelation({ correlation_id: "c", trace_id: "t" }, () => {
    emit({ correlation_id: "own" });
    emit({ metadata: { trace_id: "own" } });
    emit({ metadata: { correlation_id: null, trace_id: null } });
    emit({ metadata: null } as never);
  });
  const [top, inside, nulls, none] = await arrived();
  expect(top).toMatchObject({ correlation_id: "own", trace_id: "t" });
  expect(inside).toMatchObject({ correlation_id: "c", metadata: { trace_id: "own" } });
  expect(inside).not.toHaveProperty("trace_id");
  expect(nulls).toMatchObject({ correlation_id: "c", trace_id: "t" });
  expect(none).toMatchObject({ correlation_id: "c", trace_id: "t" });
});

test("what fn gives or throws comes out as it went in", async () => {
  const given = {};
  const error = new Error("host's own");
  expect(withCorrelation(() => given)).toBe(given);
  expect(() => withCorrelation("c", fail)).toThrow(error);
  await expect(withCorrelation("c", async () => fail())).rejects.toBe(error);
  expect(currentCorrelation()).toBeUndefined();
  function fail(): never {
    throw error;
  }
});

const trap = Object.defineProperty({}, "correlation_id", { get: () => expect.fail("hostile"), enumerable: true });
test.each<[string, unknown]>([
  ["nothing", undefined],
  ["null", null],
  ["empty text", ""],
  ["a number", 7],
  ["a getter that throws", trap],
  ["parts of other types", { correlation_id: 7, trace_id: {}, flags: "1", baggage: "a=1" }],
])("%s given is as though nothing were", (_, given) => {
  withCorrelation(given as CorrelationStart, (correlation) => {
    expect(correlation.correlation_id).toMatch(uuid7);
    expect(correlation).toMatchObject({ baggage: [], trace_id: expect.stringMatching(/^[0-9a-f]{32}$/) });
  });
});

test("an id that the server would refuse is cut and mended", () => {
  withCorrelation(`\0${"👩".repeat(300)}`, ({ correlation_id }) => {
    expect([...correlation_id]).toHaveLength(200);
    expect(correlation_id.startsWith("\uFFFD👩")).toBe(true);
  });
});

test("another system goes on where this one called it, and it calls a third", async () => {
  const third = await startServer(() => correlationFromHeaders({}));
  const second = await startServer(async (headers) =>
    withCorrelation(correlationFromHeaders(headers), async (correlation) => {
      await fetch(third.url, { headers: { ...correlationHeaders() } });
      return correlation;
    }),
  );
  const baggage = [{ key: "tenant", value: "Käse & Co", properties: "p=1" }];
  const start = { correlation_id: "order 7, ä", trace_id, span_id, flags: 1, tracestate: "vendor=1", baggage };
  const told = await withCorrelation(start, async () => {
    const answer = await fetch(second.url, { headers: { ...correlationHeaders() } });
    return answer.json();
  });
  expect(told).toEqual(start);
  expect(third.headers[0]).toMatchObject({ ...second.headers[0], host: third.headers[0]?.host });
  expect(third.headers[0]).toMatchObject({ traceparent, tracestate: "vendor=1" });
});

test("the headers of a correlation that began here name its trace and a span", () => {
  expect(correlationHeaders()).toEqual({});
  withCorrelation("c", ({ trace_id: trace }) => {
    const { traceparent: header = "", baggage = "", ...others } = correlationHeaders();
    expect(parseTraceparent(header)).toMatchObject({ trace_id: trace, flags: 3 });
    expect(parseBaggage(baggage)).toEqual([{ key: "correlation_id", value: "c" }]);
    expect(others).toEqual({});
  });
});

test("a trace id that no header can carry stays at home, the correlation goes", () => {
  withCorrelation({ correlation_id: "c", trace_id: "order-7", tracestate: "v=1" }, () => {
    expect(correlationHeaders()).toEqual({ baggage: "correlation_id=c" });
  });
});

test("the correlation's id comes before all other baggage, so that it is the last to be dropped", () => {
  const baggage = [
    { key: "correlation_id", value: "stale" },
    ...Array.from({ length: 70 }, (_, n) => ({ key: `k${n}`, value: "v" })),
    { key: 7, value: {} } as never,
  ];
  withCorrelation({ correlation_id: "c", baggage }, () => {
    const members = parseBaggage(correlationHeaders().baggage ?? "");
    expect(members).toHaveLength(64);
    expect(members.filter(({ key }) => key === "correlation_id")).toEqual([{ key: "correlation_id", value: "c" }]);
  });
});

test.each<[string, object | null | undefined, CorrelationStart]>([
  ["Node's headers", { traceparent, baggage: "correlation_id=c,a=1" }, said({ correlation_id: "c", baggage: "a" })],
  ["fetch's headers", new Headers({ traceparent, baggage: "correlation_id=c" }), said({ correlation_id: "c" })],
  ["names in another case", { TraceParent: traceparent, BAGGAGE: "correlation_id=c" }, said({ correlation_id: "c" })],
  [
    "several headers of baggage",
    { traceparent, baggage: ["correlation_id=c", "a=1"] },
    said({ correlation_id: "c", baggage: "a" }),
  ],
  ["a tracestate", { traceparent, tracestate: "a=1,b=2" }, said({ tracestate: "a=1,b=2" })],
  ["a tracestate that is too long", { traceparent, tracestate: "a".repeat(513) }, said({})],
  ["a tracestate with a line break", { traceparent, tracestate: "a=1\r\nx: y" }, said({})],
  ["two headers of traceparent", { traceparent: [traceparent, traceparent] }, {}],
  ["a tracestate without a trace", { traceparent: "none", tracestate: "a=1" }, {}],
  ["none", {}, {}],
  ["null", null, {}],
  ["nothing", undefined, {}],
  ["a reader that throws", { get: () => expect.fail("hostile") }, {}],
])("%s", (_, headers, start) => {
  const read = correlationFromHeaders(headers as never);
  expect(Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))).toEqual(start);
});

function said({ baggage, ...others }: { correlation_id?: string; tracestate?: string; baggage?: string }): object {
  return { trace_id, span_id, flags: 1, ...others, ...(baggage && { baggage: [{ key: baggage, value: "1" }] }) };
}

async function startServer(answer: (headers: http.IncomingHttpHeaders) => unknown) {
  const headers: http.IncomingHttpHeaders[] = [];
  const server = http.createServer(async (request, response) => {
    headers.push(request.headers);
    response.end(JSON.stringify(await answer(request.headers)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, headers };
}
