/** How a field's value is read, and how it is written in OTLP's JSON: 64-bit numbers as text, ids as hex, bytes as base64. */
export type Reading =
  | "text"
  | "bool"
  | "double"
  | "int32"
  | "int64"
  | "fixed32"
  | "fixed64"
  | "hex"
  | "base64"
  | (() => Message);

export type Field = { name: string; as: Reading; isList?: boolean };

/** A message by its field numbers. Fields that aren't listed are skipped, as the specification asks. */
export type Message = Readonly<Record<number, Field>>;

// From opentelemetry-proto 1.x, whose numbers never change; what the project's own exporters write is read in tests.

const one = (name: string, as: Reading): Field => ({ name, as });
const list = (name: string, as: Reading): Field => ({ name, as, isList: true });

export const anyValue: Message = {
  1: one("stringValue", "text"),
  2: one("boolValue", "bool"),
  3: one("intValue", "int64"),
  4: one("doubleValue", "double"),
  5: one("arrayValue", () => ({ 1: list("values", () => anyValue) })),
  6: one("kvlistValue", () => ({ 1: list("values", () => keyValue) })),
  7: one("bytesValue", "base64"),
};

const keyValue: Message = { 1: one("key", "text"), 2: one("value", () => anyValue) };

export const resource: Message = {
  1: list("attributes", () => keyValue),
  2: one("droppedAttributesCount", "int32"),
};

export const scope: Message = {
  1: one("name", "text"),
  2: one("version", "text"),
  3: list("attributes", () => keyValue),
  4: one("droppedAttributesCount", "int32"),
};

export const logRecord: Message = {
  1: one("timeUnixNano", "fixed64"),
  2: one("severityNumber", "int32"),
  3: one("severityText", "text"),
  5: one("body", () => anyValue),
  6: list("attributes", () => keyValue),
  7: one("droppedAttributesCount", "int32"),
  8: one("flags", "fixed32"),
  9: one("traceId", "hex"),
  10: one("spanId", "hex"),
  11: one("observedTimeUnixNano", "fixed64"),
  12: one("eventName", "text"),
};

const spanEvent: Message = {
  1: one("timeUnixNano", "fixed64"),
  2: one("name", "text"),
  3: list("attributes", () => keyValue),
  4: one("droppedAttributesCount", "int32"),
};

const spanLink: Message = {
  1: one("traceId", "hex"),
  2: one("spanId", "hex"),
  3: one("traceState", "text"),
  4: list("attributes", () => keyValue),
  5: one("droppedAttributesCount", "int32"),
  6: one("flags", "fixed32"),
};

const spanStatus: Message = { 2: one("message", "text"), 3: one("code", "int32") };

export const span: Message = {
  1: one("traceId", "hex"),
  2: one("spanId", "hex"),
  3: one("traceState", "text"),
  4: one("parentSpanId", "hex"),
  5: one("name", "text"),
  6: one("kind", "int32"),
  7: one("startTimeUnixNano", "fixed64"),
  8: one("endTimeUnixNano", "fixed64"),
  9: list("attributes", () => keyValue),
  10: one("droppedAttributesCount", "int32"),
  11: list("events", () => spanEvent),
  12: one("droppedEventsCount", "int32"),
  13: list("links", () => spanLink),
  14: one("droppedLinksCount", "int32"),
  15: one("status", () => spanStatus),
  16: one("flags", "fixed32"),
};
