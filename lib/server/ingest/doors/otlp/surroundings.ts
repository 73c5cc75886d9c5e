import type { JsonObject, JsonValue } from "@/lib/contract/event";
import { plainAttributes } from "./plain-value";

/** What a record's resource and scope say, in plain JSON. */
export type Surroundings = { resource: JsonObject; scope: JsonObject };

/** A scope: who in the program made the record. */
export function plainScope({ name, version, attributes }: JsonObject): JsonObject {
  return kept({ name: textOf(name), version: textOf(version), attributes: plainAttributes(attributes) });
}

const textOf = (value: JsonValue | undefined) => (typeof value === "string" ? value : undefined);

/** A trace's or a span's id, in lower case; the invalid one of zeros is none. */
export function hexId(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && /[^0]/.test(value) ? value.toLowerCase() : undefined;
}

/** The fields that say something: protobuf doesn't send a zero, an empty text or an empty list, and JSON may. */
export function kept(fields: { readonly [name: string]: JsonValue | undefined }): JsonObject {
  const object: JsonObject = {};
  for (const name in fields) {
    const value = fields[name];
    if (value !== undefined && value !== null && value !== "" && value !== 0 && !isEmpty(value)) object[name] = value;
  }
  return object;
}

function isEmpty(value: JsonValue): boolean {
  if (typeof value !== "object" || value === null) return false;
  for (const _ in value) return false;
  return true;
}
