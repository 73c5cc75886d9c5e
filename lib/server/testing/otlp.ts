import { BinaryWriter } from "@bufbuild/protobuf/wire";
import type { AgentEvent, JsonObject, JsonValue } from "@/lib/contract/event";
import type { EventPage } from "@/lib/contract/query";
import { eventsEndpoint } from "../endpoints/events";
import { otlpLogsEndpoint, otlpMetricsEndpoint, otlpTracesEndpoint } from "../endpoints/otlp";
import { type Answer, WholeBody } from "../http/exchange";
import { logRecord, type Message, type Reading, resource, scope, span } from "../ingest/doors/otlp/protobuf-messages";
import { call, jsonOf, type TestWorkspace } from "./test-workspace";

export const asJson = { "content-type": "application/json" };
export const asProtobuf = { "content-type": "application/x-protobuf" };

const endpoints = { logs: otlpLogsEndpoint, traces: otlpTracesEndpoint, metrics: otlpMetricsEndpoint };
export type OtlpSignal = keyof typeof endpoints;

/** Posts a body to an OTLP door as it stands. */
export function postOtlp(
  { key }: TestWorkspace,
  signal: OtlpSignal,
  body: unknown,
  headers: Record<string, string> = asJson,
): Promise<Answer> {
  return call(endpoints[signal], { method: "POST", key, body, headers });
}

/** Everything that a workspace holds, oldest first. */
export async function readLog({ key }: TestWorkspace): Promise<AgentEvent[]> {
  return jsonOf<EventPage>(await call(eventsEndpoint, { key, target: "/?order=asc&limit=1000" })).events;
}

/** The bytes of an answer in protobuf. */
export function bytesOf({ body }: Answer): Buffer {
  if (!(body instanceof WholeBody)) throw new Error("the answer is not in protobuf");
  return Buffer.from(body.bytes);
}

/** An attribute with a text. */
export const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });

/** A request of these records, of one resource and one scope. */
export const logsOf = (logRecords: readonly JsonValue[], attributes: JsonValue = []): JsonObject => ({
  resourceLogs: [
    { resource: { attributes }, scopeLogs: [{ scope: { name: "a scope" }, logRecords: [...logRecords] }] },
  ],
});
export const spansOf = (spans: readonly JsonValue[], attributes: JsonValue = []): JsonObject => ({
  resourceSpans: [{ resource: { attributes }, scopeSpans: [{ scope: { name: "a scope" }, spans: [...spans] }] }],
});

const requestOf = (record: Message, [groups, scopes, records]: readonly [string, string, string]): Message => ({
  1: {
    name: groups,
    isList: true,
    as: () => ({
      1: { name: "resource", as: () => resource },
      2: {
        name: scopes,
        isList: true,
        as: () => ({ 1: { name: "scope", as: () => scope }, 2: { name: records, isList: true, as: () => record } }),
      },
    }),
  },
});
const requests = {
  logs: requestOf(logRecord, ["resourceLogs", "scopeLogs", "logRecords"]),
  traces: requestOf(span, ["resourceSpans", "scopeSpans", "spans"]),
};

/** A request in OTLP's JSON as protobuf. */
export function protobufOf(signal: keyof typeof requests, request: JsonObject): Buffer {
  const writer = new BinaryWriter();
  write(writer, request, requests[signal]);
  return Buffer.from(writer.finish());
}

function write(writer: BinaryWriter, object: JsonObject, message: Message): void {
  for (const [number, { name, as, isList }] of Object.entries(message)) {
    const value = object[name];
    if (value === undefined) continue;
    for (const item of isList ? (value as JsonValue[]) : [value]) writeValue(writer, Number(number), as, item);
  }
}

function writeValue(writer: BinaryWriter, number: number, as: Reading, value: JsonValue): void {
  if (typeof as === "function") {
    writer.tag(number, 2).fork();
    write(writer, value as JsonObject, as());
    writer.join();
    return;
  }
  const text = String(value);
  if (as === "text") writer.tag(number, 2).string(text);
  else if (as === "bool") writer.tag(number, 0).bool(value as boolean);
  else if (as === "double") writer.tag(number, 1).double(Number(value));
  else if (as === "int32") writer.tag(number, 0).int32(Number(value));
  else if (as === "int64") writer.tag(number, 0).int64(text);
  else if (as === "fixed32") writer.tag(number, 5).fixed32(Number(value));
  else if (as === "fixed64") writer.tag(number, 1).fixed64(text);
  else writer.tag(number, 2).bytes(Buffer.from(text, as));
}
