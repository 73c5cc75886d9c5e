import { isUtf8 } from "node:buffer";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import type { JsonObject, JsonValue } from "@/lib/contract/event";
import { anyValue, type Message, type Reading } from "./protobuf-messages";

/** A level of a value is three messages here; what is nested deeper than metadata may be is left packed. */
const messagesDeepMax = 120;

/** What is read of one record at most: more messages than these could not be kept, and ten million of them fit in a body. */
const messagesMax = 50_000;

/** Counts the messages within a record. */
export class Budget {
  #left = messagesMax;

  /** Whether something had to be left out. */
  get isSpent(): boolean {
    return this.#left < 0;
  }

  /** Whether one more may be read. */
  take(): boolean {
    if (this.#left >= 0) this.#left -= 1;
    return this.#left >= 0;
  }
}

/** Reads a message as OTLP's JSON would have it, as far as the budget goes. Throws for bytes that are none. */
export function readMessage(bytes: Uint8Array, message: Message, budget: Budget, depth = 1): JsonObject {
  const reader = new BinaryReader(bytes);
  const object: JsonObject = {};
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    const field = Object.hasOwn(message, number) ? message[number] : undefined;
    const isRead = field !== undefined && wireType === wireTypeOf(field.as);
    if (!isRead || (typeof field.as === "function" && !budget.take())) {
      reader.skip(wireType, number);
      continue;
    }
    const value = readValue(reader, field.as, budget, depth);
    if (!field.isList) object[field.name] = value;
    else if (Array.isArray(object[field.name])) (object[field.name] as JsonValue[]).push(value);
    else object[field.name] = [value];
  }
  return object;
}

/** The contents of one repeated field, in order, without a copy. Throws for bytes that are no message. */
export function* readContents(bytes: Uint8Array, number: number): Generator<Uint8Array> {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [found, wireType] = reader.tag();
    if (found === number && wireType === WireType.LengthDelimited) yield reader.bytes();
    else reader.skip(wireType, found);
  }
}

function readValue(reader: BinaryReader, as: Reading, budget: Budget, depth: number): JsonValue {
  switch (as) {
    case "text":
      return readText(reader.bytes());
    case "bool":
      return reader.bool();
    case "double":
      return readDouble(reader.double());
    case "int32":
      return reader.int32();
    case "fixed32":
      return reader.fixed32();
    case "int64":
      return String(reader.int64());
    case "fixed64":
      return String(reader.fixed64());
    case "hex":
      return bufferOf(reader.bytes()).toString("hex");
    case "base64":
      return bufferOf(reader.bytes()).toString("base64");
    default: {
      const message = as();
      const bytes = reader.bytes();
      if (message === anyValue && depth > messagesDeepMax) return { bytesValue: bufferOf(bytes).toString("base64") };
      return readMessage(bytes, message, budget, depth + 1);
    }
  }
}

function wireTypeOf(as: Reading): WireType {
  switch (as) {
    case "bool":
    case "int32":
    case "int64":
      return WireType.Varint;
    case "fixed32":
      return WireType.Bit32;
    case "double":
    case "fixed64":
      return WireType.Bit64;
    default:
      return WireType.LengthDelimited;
  }
}

/** What is no UTF-8 becomes a lone surrogate, so that it is mended, and listed, like one that came in JSON. */
function readText(bytes: Uint8Array): string {
  const text = bufferOf(bytes).toString("utf8");
  return isUtf8(bytes) ? text : text.replaceAll("\uFFFD", "\uD800");
}

/** JSON has no such numbers, so OTLP writes them as text. */
const readDouble = (double: number) => (Number.isFinite(double) ? double : String(double));

const bufferOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
