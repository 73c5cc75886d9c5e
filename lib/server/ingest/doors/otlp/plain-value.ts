import { inexactDigits, inexactNumber } from "@/emitter/agents/exact-json";
import type { JsonObject, JsonValue } from "@/lib/contract/event";

/** Below this metadata keeps nothing, so nothing is made plain: it is cut there as it came. */
const depthMax = 40;

/** An `AnyValue` as the JSON that it stands for: `{ "intValue": "7" }` is 7. Bytes are base64; what has no value is null. */
export function plainValue(value: JsonValue | undefined, depth = 1): JsonValue {
  if (!isObject(value)) return value ?? null;
  if (depth > depthMax) return value;
  const { stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue, bytesValue } = value;
  if (stringValue !== undefined) return stringValue;
  if (boolValue !== undefined) return boolValue;
  if (intValue !== undefined) return plainInteger(intValue);
  if (doubleValue !== undefined) return doubleValue;
  if (arrayValue !== undefined) return listOf(fieldOf(arrayValue, "values")).map((item) => plainValue(item, depth + 1));
  if (kvlistValue !== undefined) return plainAttributes(fieldOf(kvlistValue, "values"), depth + 1);
  return bytesValue === undefined ? null : plainBytes(bytesValue);
}

/** Base64 has more than one spelling for some bytes. */
function plainBytes(value: JsonValue): JsonValue {
  if (typeof value !== "string" || !/^[\w+/-]*={0,2}$/.test(value)) return value;
  return Buffer.from(value, "base64").toString("base64");
}

/** A list of keys and values as an object. Keys should differ; of those that don't the last stays. */
export function plainAttributes(attributes: JsonValue | undefined, depth = 1): JsonObject {
  const plain = new Map<string, JsonValue>();
  for (const attribute of listOf(attributes)) {
    if (isObject(attribute) && typeof attribute.key === "string") {
      plain.set(attribute.key, plainValue(attribute.value, depth));
    }
  }
  return Object.fromEntries(plain);
}

/** A 64-bit number, which comes as text or as a number. One that no double holds stays its digits, and is noted later. */
function plainInteger(value: JsonValue): JsonValue {
  const digits = typeof value === "string" ? (inexactDigits(value) ?? value) : null;
  if (digits === null || !/^-?\d{1,20}$/.test(digits)) return value;
  return Number.isSafeInteger(Number(digits)) ? Number(digits) : inexactNumber(digits);
}

/** The digits of a count of nanoseconds in any of the forms that it comes in; null for none, or zero. */
export function digitsOf(value: JsonValue | undefined): string | null {
  const digits = typeof value === "string" ? (inexactDigits(value) ?? value) : String(value);
  return /^\d{1,20}$/.test(digits) && !/^0+$/.test(digits) ? digits : null;
}

export const listOf = (value: JsonValue | undefined): JsonValue[] => (Array.isArray(value) ? value : []);

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const fieldOf = (value: JsonValue, name: string) => (isObject(value) ? value[name] : undefined);
