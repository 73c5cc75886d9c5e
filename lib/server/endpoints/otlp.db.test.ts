import { brotliCompressSync, gzipSync } from "node:zlib";
import { ProtobufLogsSerializer, ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import { describe, expect, test } from "vitest";
import type { CreatedKey } from "@/lib/contract/keys";
import type { Problem } from "@/lib/contract/problem";
import {
  asJson,
  asProtobuf,
  attribute,
  bytesOf,
  logsOf,
  postOtlp,
  protobufOf,
  readLog,
  spansOf,
} from "../testing/otlp";
import { call, createTestWorkspace, jsonOf, withTestDatabase } from "../testing/test-workspace";
import { keysEndpoint } from "./keys";
import { otlpLogsEndpoint, otlpMetricsEndpoint, otlpTracesEndpoint } from "./otlp";

withTestDatabase();

const nanos = "1763388372482000001";
const hello = { timeUnixNano: nanos, body: { stringValue: "hello" } };
const trace = "5b8efff798038103d269b633813fc60c";
const aSpan = { traceId: trace, spanId: "eee19b7ec3c1b174", name: "chat", startTimeUnixNano: nanos };
const mebibyte = 1024 * 1024;

describe("what is sent is stored once", () => {
  test("a log record: its time, its source, and itself", async () => {
    const workspace = await createTestWorkspace();
    const answer = await postOtlp(workspace, "logs", logsOf([hello], [attribute("service.name", "checkout")]));
    expect(answer.status).toBe(200);
    expect(jsonOf(answer)).toEqual({});
    expect(await readLog(workspace)).toMatchObject([
      {
        event_type: "otel.log",
        category: "system",
        severity: "info",
        timestamp: "2025-11-17T14:06:12.482000Z",
        source: "checkout",
        metadata: {
          body: "hello",
          time_unix_nano: nanos,
          resource: { "service.name": "checkout" },
          scope: { name: "a scope" },
        },
      },
    ]);
  });

  test("the same delivery again, in any form or packing, stores nothing more", async () => {
    const workspace = await createTestWorkspace();
    const logs = logsOf([hello, { ...hello, body: { stringValue: "again" } }, hello]);
    const spans = spansOf([aSpan, { ...aSpan, spanId: "eee19b7ec3c1b175" }]);
    for (let i = 0; i < 2; i += 1) {
      for (const [signal, request] of [
        ["logs", logs],
        ["traces", spans],
      ] as const) {
        expect((await postOtlp(workspace, signal, request)).status).toBe(200);
        const packed = gzipSync(protobufOf(signal, request));
        const headers = { ...asProtobuf, "content-encoding": "gzip" };
        expect((await postOtlp(workspace, signal, packed, headers)).status).toBe(200);
        const json = brotliCompressSync(JSON.stringify(request));
        expect((await postOtlp(workspace, signal, json, { ...asJson, "content-encoding": "br" })).status).toBe(200);
      }
    }
    const types = (await readLog(workspace)).map(({ event_type }) => event_type);
    expect(types).toEqual(["otel.log", "otel.log", "otel.span", "otel.span"]);
  });

  test.each([
    ["time", { timeUnixNano: "1763388372482000002" }],
    ["trace", { traceId: trace }],
    ["span", { spanId: "eee19b7ec3c1b174" }],
    ["body", { body: { stringValue: "hello!" } }],
    ["kind of body", { body: { arrayValue: { values: [{ stringValue: "hello" }] } } }],
    ["action", { attributes: [attribute("tool_use_id", "toolu_1")] }],
    ["session", { attributes: [attribute("session.id", "s-1")] }],
    ["sequence", { attributes: [attribute("event.sequence", "7")] }],
  ])("another %s is another log record", async (_, difference) => {
    const workspace = await createTestWorkspace();
    await postOtlp(workspace, "logs", logsOf([hello]));
    await postOtlp(workspace, "logs", logsOf([{ ...hello, ...difference }]));
    expect(await readLog(workspace)).toHaveLength(2);
  });

  test("records of one time and body that differ are two, though a clock was too coarse to tell", async () => {
    const workspace = await createTestWorkspace();
    const request = logsOf([hello, { ...hello, attributes: [attribute("path", "/b")] }, hello]);
    for (let i = 0; i < 2; i += 1) await postOtlp(workspace, "logs", request);
    expect((await readLog(workspace)).map(({ metadata }) => metadata.attributes)).toEqual([undefined, { path: "/b" }]);
  });

  test("a span is its trace's and its own id; one without is all that it says", async () => {
    const workspace = await createTestWorkspace();
    await postOtlp(workspace, "traces", spansOf([aSpan, { ...aSpan, traceId: trace.toUpperCase(), name: "other" }]));
    const nameless = { ...aSpan, spanId: "0000000000000000" };
    await postOtlp(workspace, "traces", spansOf([nameless, nameless, { ...nameless, name: "other" }]));
    const stored = await readLog(workspace);
    expect(stored.map(({ operation, trace_id }) => [operation, trace_id])).toEqual([
      ["chat", trace],
      ["chat", trace],
      ["other", trace],
    ]);
  });
});

describe("what is no record is refused alone", () => {
  test("in JSON: counted, the rest is stored", async () => {
    const workspace = await createTestWorkspace();
    const logs = await postOtlp(workspace, "logs", logsOf([null, hello, 5, "x", []]));
    expect(logs.status).toBe(200);
    expect(jsonOf(logs)).toEqual({
      partialSuccess: { rejectedLogRecords: "4", errorMessage: expect.stringContaining("4 of the 5") },
    });
    const spans = await postOtlp(workspace, "traces", spansOf([aSpan, null]));
    expect(jsonOf(spans)).toMatchObject({ partialSuccess: { rejectedSpans: "1" } });
    expect(await readLog(workspace)).toHaveLength(2);
  });

  test("in protobuf: as the exporters' own reader reads it", async () => {
    const workspace = await createTestWorkspace();
    for (const [signal, request, serializer] of [
      ["logs", logsOf([hello, hello]), ProtobufLogsSerializer],
      ["traces", spansOf([aSpan, aSpan]), ProtobufTraceSerializer],
    ] as const) {
      const bytes = protobufOf(signal, request);
      // The last record's last field says a length that goes beyond it.
      const whole = await postOtlp(workspace, signal, bytes, asProtobuf);
      expect(whole.headers["content-type"]).toBe("application/x-protobuf");
      expect(serializer.deserializeResponse(bytesOf(whole))).toEqual({});
      const record = protobufOf(signal, signal === "logs" ? logsOf([hello]) : spansOf([aSpan]));
      record.writeUInt8(0xff, record.length - (signal === "logs" ? 6 : 9));
      const answer = await postOtlp(workspace, signal, Buffer.concat([bytes, record]), asProtobuf);
      expect(answer.status).toBe(200);
      const partial = serializer.deserializeResponse(bytesOf(answer)).partialSuccess ?? {};
      expect(Object.values(partial).map(String)).toEqual(["1", expect.stringContaining("1 of the 3")]);
    }
  });

  test.each([
    ["no OTLP", "[]", asJson],
    ["no JSON", "{", asJson],
    ["a list that is none", JSON.stringify({ resourceLogs: [{ scopeLogs: 5 }] }), asJson],
    ["a group that is none", JSON.stringify({ resourceLogs: [null] }), asJson],
    ["cut bytes", protobufOf("logs", logsOf([hello])).subarray(0, -1), asProtobuf],
    ["no gzip", "{}", { ...asJson, "content-encoding": "gzip" }],
  ])("a body with %s is a 400, and nothing of it is stored", async (_, body, headers) => {
    const workspace = await createTestWorkspace();
    expect((await postOtlp(workspace, "logs", body, headers)).status).toBe(400);
    expect(await readLog(workspace)).toEqual([]);
  });

  test.each([
    ["logs", "{}", asJson, "{}"],
    ["logs", "", asProtobuf, ""],
    ["traces", "{}", asJson, "{}"],
    ["traces", "", asProtobuf, ""],
  ] as const)("an empty request of %s is a success: %j", async (signal, body, headers, told) => {
    const answer = await postOtlp(await createTestWorkspace(), signal, Buffer.from(body), headers);
    expect(answer.status).toBe(200);
    expect(headers === asJson ? answer.body : bytesOf(answer).toString()).toBe(told);
  });
});

test("metrics are counted and not kept, and the exporter is told so in its own form", async () => {
  const workspace = await createTestWorkspace();
  const points = (count: number) => ({ dataPoints: Array.from({ length: count }, () => ({ asInt: "1" })) });
  const metrics = [{ gauge: points(1) }, { sum: points(2) }, { histogram: points(3) }, { summary: {} }, null];
  const json = await postOtlp(workspace, "metrics", { resourceMetrics: [{ scopeMetrics: [{ metrics }] }] });
  expect(json.status).toBe(200);
  expect(jsonOf(json)).toEqual({
    partialSuccess: { rejectedDataPoints: "6", errorMessage: expect.stringContaining("not kept") },
  });
  // Two points of a sum (7) and one of an exponential histogram (10), each of two bytes.
  const sum = [0x12, 0x0a, 0x3a, 0x08, 0x0a, 0x02, 0x18, 0x01, 0x0a, 0x02, 0x18, 0x01];
  const exponential = [0x12, 0x06, 0x52, 0x04, 0x0a, 0x02, 0x18, 0x01];
  const scope = [...sum, ...exponential];
  const group = [0x12, scope.length, ...scope];
  const answer = await postOtlp(workspace, "metrics", Buffer.from([0x0a, group.length, ...group]), asProtobuf);
  expect(ProtobufTraceSerializer.deserializeResponse(bytesOf(answer)).partialSuccess).toEqual({
    rejectedSpans: 3,
    errorMessage: expect.stringContaining("not kept"),
  });
  expect((await postOtlp(workspace, "metrics", Buffer.from([0x0a, 0x05]), asProtobuf)).status).toBe(400);
  expect(await readLog(workspace)).toEqual([]);
});

describe("a refusal", () => {
  const refusals = [otlpLogsEndpoint, otlpTracesEndpoint, otlpMetricsEndpoint];

  test("in JSON is a problem that is a Status besides", async () => {
    for (const table of refusals) {
      const answer = await call(table, { method: "POST", key: "wrong", body: "{}", headers: asJson });
      expect(answer.status).toBe(401);
      expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
      const problem = jsonOf<Problem & { message: string }>(answer);
      expect(problem).toMatchObject({ type: "/problems/unauthenticated", message: problem.detail });
    }
  });

  test("to protobuf is a Status in protobuf", async () => {
    for (const table of refusals) {
      const answer = await call(table, { method: "POST", key: "wrong", body: "", headers: asProtobuf });
      expect(answer.status).toBe(401);
      expect(answer.headers["content-type"]).toBe("application/x-protobuf");
      const bytes = bytesOf(answer);
      expect([...bytes.subarray(0, 2)]).toEqual([0x12, bytes.length - 2]);
      expect(bytes.subarray(2).toString()).toBe("The key is unknown, expired or revoked.");
    }
  });

  test("no cookie opens the door and no key without the scope; X-API-Key does as well", async () => {
    const owner = await createTestWorkspace();
    for (const table of refusals) {
      const answer = await call(table, { method: "POST", body: "{}", headers: { ...asJson, cookie: "x=y" } });
      expect(answer.status).toBe(401);
      const { key } = jsonOf<CreatedKey>(
        await call(keysEndpoint, { method: "POST", key: owner.key, body: { name: "reader", scopes: ["read"] } }),
      );
      expect((await call(table, { method: "POST", key, body: "{}", headers: asJson })).status).toBe(403);
      const headers = { ...asJson, "x-api-key": owner.key };
      expect((await call(table, { method: "POST", body: "{}", headers })).status).toBe(200);
    }
  });

  test.each([
    ["text/plain", {}],
    ["application/grpc", {}],
    ["application/x-www-form-urlencoded", {}],
    ["application/json", { "content-encoding": "zstd" }],
  ])("%s with %j is a 415", async (type, more) => {
    const workspace = await createTestWorkspace();
    for (const signal of ["logs", "traces", "metrics"] as const) {
      const answer = await postOtlp(workspace, signal, "{}", { "content-type": type, ...more });
      expect(answer.status).toBe(415);
    }
  });

  test.each([
    ["as sent", Buffer.alloc(5 * mebibyte + 1, " "), {}],
    ["inflated", gzipSync(Buffer.alloc(20 * mebibyte + 1, " ")), { "content-encoding": "gzip" }],
  ])("more than the limit %s is a 413", async (_, body, headers) => {
    const workspace = await createTestWorkspace();
    for (const form of [asJson, asProtobuf]) {
      expect((await postOtlp(workspace, "logs", body, { ...form, ...headers })).status).toBe(413);
    }
  });

  test("GET is a 405, an unknown parameter a 400", async () => {
    const { key } = await createTestWorkspace();
    expect((await call(otlpLogsEndpoint, { key })).status).toBe(405);
    expect((await call(otlpLogsEndpoint, { method: "POST", key, body: "{}", target: "/?x=1" })).status).toBe(400);
  });
});
