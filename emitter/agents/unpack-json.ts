import type { JsonObject, JsonValue } from "../draft";
import { parseExactJson } from "./exact-json";
import { isObject } from "./hook-reading";

/** What a JSON text holds, where that is an object; the value itself otherwise. */
export function unpackJson(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value !== "string" || !value.trimStart().startsWith("{")) return value;
  try {
    const held = parseExactJson(value);
    return isObject(held) ? (held as JsonObject) : value;
  } catch {
    return value;
  }
}
