import {
  JsonLogsSerializer,
  JsonTraceSerializer,
  ProtobufLogsSerializer,
  ProtobufTraceSerializer,
} from "@opentelemetry/otlp-transformer";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AgentEvent, JsonObject, JsonValue } from "@/lib/contract/event";
import { asJson, asProtobuf, logsOf, postOtlp, protobufOf, readLog, spansOf } from "../testing/otlp";
import { awkwardLogRecords, awkwardSpans } from "../testing/otlp-records";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";

withTestDatabase();

type Form = { body: Uint8Array | string; headers: Record<string, string> };

/** What a workspace of its own holds after a request, without what differs between any two. */
async function readBack(signal: "logs" | "traces", { body, headers }: Form) {
  const workspace = await createTestWorkspace();
  const answer = await postOtlp(workspace, signal, body, headers);
  expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
  return (await readLog(workspace)).map(({ received_at, api_key: _, ...event }) => ({
    ...event,
    timestamp: event.timestamp === received_at ? "receipt" : event.timestamp,
  }));
}

const both = async (signal: "logs" | "traces", json: Form["body"], protobuf: Form["body"]) => [
  await readBack(signal, { body: json, headers: asJson }),
  await readBack(signal, { body: protobuf, headers: asProtobuf }),
];

const attributes = {
  text: "zwölf 🎈",
  empty: "",
  whole: 12,
  large: 9_007_199_254_740_991,
  real: 1.5,
  yes: true,
  no: false,
  list: ["a", "b"],
};

test("log records as OpenTelemetry's own serializers write them are the same events in both forms", async () => {
  const records = awkwardLogRecords(attributes);
  const [json, protobuf] = await both(
    "logs",
    JsonLogsSerializer.serializeRequest(records) ?? "",
    ProtobufLogsSerializer.serializeRequest(records) ?? "",
  );
  expect(json).toEqual(protobuf);
  expect(json).toHaveLength(records.length);
  const [first, second] = json as AgentEvent[];
  expect(first).toMatchObject({
    event_type: "otel.log",
    operation: "checkout.paid",
    severity: "error",
    source: "shop",
    project: "web",
    timestamp: "2025-11-17T14:06:12.482000Z",
    trace_id: "5b8efff798038103d269b633813fc60c",
    metadata: {
      span_id: "eee19b7ec3c1b174",
      event_name: "checkout.paid",
      severity_number: 17,
      severity_text: "ERROR",
      flags: 1,
      time_unix_nano: "1763388372482000001",
      observed_time_unix_nano: "1763388372482999999",
      attributes,
      resource: { "service.name": "shop", project: "web" },
      scope: { name: "tests", version: "1.2.3" },
      dropped_attributes_count: 3,
      body: { nested: { list: [1, "two", null, { three: 3 }], bytes: "AAH/" } },
    },
  });
  expect(second).toMatchObject({ metadata: { body: "plain" } });
});

test("spans as OpenTelemetry's own serializers write them are the same events in both forms", async () => {
  const spans = awkwardSpans(attributes);
  const [json, protobuf] = await both(
    "traces",
    JsonTraceSerializer.serializeRequest(spans) ?? "",
    ProtobufTraceSerializer.serializeRequest(spans) ?? "",
  );
  expect(json).toEqual(protobuf);
  expect(json?.[0]).toMatchObject({
    event_type: "otel.span",
    operation: "chat",
    status: "failure",
    severity: "error",
    timestamp: "2025-11-17T14:06:12.482000Z",
    trace_id: "5b8efff798038103d269b633813fc60c",
    metadata: {
      span_id: "eee19b7ec3c1b174",
      parent_span_id: "eee19b7ec3c1b173",
      duration_ms: 250,
      kind: 3,
      error: "no answer",
      attributes,
      events: [{ name: "retry", time_unix_nano: "1763388372482000001", attributes: { n: 1 } }],
      links: [{ trace_id: "5b8efff798038103d269b633813fc60d", span_id: "eee19b7ec3c1b175", attributes: { why: "x" } }],
      dropped_events_count: 2,
    },
  });
});

// What both forms can say: texts without lone surrogates (protobuf has no such), numbers of 64 bits, any nesting.

const text = fc.string({ unit: "grapheme", maxLength: 12 });
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const nanos = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
  fc.integer({ min: 946_684_800, max: 4_133_980_799 }).map((seconds) => `${seconds}123456789`),
);
const hex = (bytes: number) =>
  fc.uint8Array({ minLength: 0, maxLength: bytes }).map((id) => Buffer.from(id).toString("hex"));
const { value } = fc.letrec<{ value: JsonValue; fields: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    text.map((stringValue) => ({ stringValue })),
    int64.map((intValue) => ({ intValue })),
    fc.boolean().map((boolValue) => ({ boolValue })),
    fc.double().map((real) => ({ doubleValue: Number.isFinite(real) ? real : String(real) })),
    fc.base64String({ maxLength: 12 }).map((bytesValue) => ({ bytesValue })),
    fc.constant({}),
    fc.array(tie("value"), { maxLength: 3 }).map((values) => ({ arrayValue: { values } })),
    tie("fields").map((values) => ({ kvlistValue: { values } })),
  ),
  fields: fc.array(
    fc.record({ key: text, value: tie("value") }).map((each): JsonObject => each),
    { maxLength: 3 },
  ),
}));
const knownNames = ["session.id", "event.name", "tool_use_id", "call_id", "error", "duration_ms", "service.name"];
const attribute = fc.record({ key: fc.oneof(text, fc.constantFrom(...knownNames)), value });
const some = { requiredKeys: [] };
const uint32 = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const log = fc.record(
  {
    timeUnixNano: nanos,
    observedTimeUnixNano: nanos,
    severityNumber: fc.integer({ min: 0, max: 30 }),
    severityText: text,
    body: value,
    attributes: fc.array(attribute, { maxLength: 4 }),
    droppedAttributesCount: uint32,
    flags: uint32,
    traceId: hex(16),
    spanId: hex(8),
    eventName: text,
  },
  some,
);
const span = fc.record(
  {
    traceId: hex(16),
    spanId: hex(8),
    parentSpanId: hex(8),
    name: text,
    kind: fc.integer({ min: 0, max: 6 }),
    startTimeUnixNano: nanos,
    endTimeUnixNano: nanos,
    attributes: fc.array(attribute, { maxLength: 4 }),
    events: fc.array(fc.record({ timeUnixNano: nanos, name: text, attributes: fc.array(attribute) }, some), {
      maxLength: 2,
    }),
    links: fc.array(fc.record({ traceId: hex(16), spanId: hex(8), flags: uint32 }, some), { maxLength: 2 }),
    status: fc.record({ code: fc.integer({ min: 0, max: 3 }), message: text }, some),
  },
  some,
);

test.each([
  ["logs", log, logsOf],
  ["traces", span, spansOf],
] as const)("whatever both forms of %s can say, they say the same", async (signal, record, requestOf) => {
  const records = fc.array(record as fc.Arbitrary<JsonValue>, { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(records, fc.array(attribute as fc.Arbitrary<JsonValue>), async (sent, shared) => {
      const request = requestOf(sent, shared);
      const [json, protobuf] = await both(signal, JSON.stringify(request), protobufOf(signal, request));
      expect(json).toEqual(protobuf);
    }),
    { numRuns: 15 },
  );
});

test("whatever stands where a record could stand is stored or refused, and neither form ever fails", async () => {
  const anything = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>;
  const oddRecord = fc.oneof(anything, fc.dictionary(fc.constantFrom(...Object.keys(allFields)), anything));
  const workspace = await createTestWorkspace();
  await fc.assert(
    fc.asyncProperty(fc.array(oddRecord, { maxLength: 20 }), async (sent) => {
      for (const [signal, request] of [
        ["logs", logsOf(sent)],
        ["traces", spansOf(sent)],
      ] as const) {
        const answer = await postOtlp(workspace, signal, JSON.stringify(request));
        const refused = sent.filter((each) => typeof each !== "object" || each === null || Array.isArray(each)).length;
        expect([answer.status, refused > 0]).toEqual([200, String(answer.body).includes(`":"${refused}"`)]);
      }
    }),
    { numRuns: 50 },
  );
  for (const { metadata } of await readLog(workspace)) expect(metadata).toBeTypeOf("object");
});

const allFields = { ...logSample(), ...spanSample() };

test("any bytes and any JSON are read or refused as no request", async () => {
  const workspace = await createTestWorkspace();
  const whole = protobufOf("logs", logsOf([logSample(), logSample()]));
  const mutated = fc
    .tuple(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([at, bytes, cut]) => Buffer.concat([whole.subarray(0, at), bytes, whole.subarray(at + (cut ? 0 : 1))]));
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated), fc.json(), async (bytes, json) => {
      for (const signal of ["logs", "traces", "metrics"] as const) {
        const answer = await postOtlp(workspace, signal, Buffer.from(bytes), asProtobuf);
        expect([200, 400]).toContain(answer.status);
        const told = await postOtlp(workspace, signal, json);
        expect([200, 400]).toContain(told.status);
      }
    }),
    { numRuns: 100 },
  );
});

function logSample(): JsonObject {
  const values = [
    { stringValue: "x" },
    { intValue: "-1" },
    { doubleValue: 0.5 },
    { boolValue: true },
    { bytesValue: "AA==" },
  ];
  return {
    timeUnixNano: "1763388372482000001",
    observedTimeUnixNano: "1763388372482000002",
    severityNumber: 9,
    severityText: "INFO",
    body: { arrayValue: { values } },
    attributes: [{ key: "k", value: { kvlistValue: { values: [{ key: "n", value: { intValue: "7" } }] } } }],
    droppedAttributesCount: 1,
    flags: 1,
    traceId: "5b8efff798038103d269b633813fc60c",
    spanId: "eee19b7ec3c1b174",
    eventName: "checkout.paid",
  };
}

function spanSample(): JsonObject {
  return { name: "", kind: 1, startTimeUnixNano: "1", endTimeUnixNano: "2", events: [], links: [], status: {} };
}
