import type { JsonObject, JsonValue } from "../draft";
import { isObject } from "./hook-reading";
import { fieldsMax } from "./mend-metadata";

/** What an agent gave its hook; `isWhole`: with all of its fields. */
export type HookPayload = { payload: JsonObject; isWhole: boolean };

/**
 * Any JSON as a payload: what is no object is kept under `payload`. Of fields that could never fit, only the first are
 * taken: adapters copy them, and copying millions takes seconds.
 */
export function hookPayloadOf(value: JsonValue): HookPayload {
  if (!isObject(value)) return { payload: { payload: value }, isWhole: true };
  const names = Object.keys(value);
  if (names.length <= fieldsMax) return { payload: value, isWhole: true };
  const first = names.slice(0, fieldsMax).map((name) => [name, value[name] ?? null] as const);
  return { payload: Object.fromEntries(first), isWhole: false };
}
