import type { JsonObject, JsonValue } from "@/lib/contract/event";

/**
 * Keeps fields that the contract doesn't know in metadata under their names; one whose name is taken goes under the
 * first of `extra`, `extra_` … where it is free. In one pass, as a body may name hundreds of thousands.
 */
export function putUnknown(metadata: JsonObject, fields: readonly (readonly [string, JsonValue])[]): JsonObject {
  if (fields.length === 0) return metadata;
  const kept = new Map(Object.entries(metadata));
  const taken = fields.filter(([name, value]) => {
    if (kept.has(name)) return true;
    kept.set(name, value);
    return false;
  });
  // The objects among the extras, as far as they were needed: what is no object stays as it is.
  const extras: { place: string; entries: Map<string, JsonValue> }[] = [];
  let nextPlace = "extra";
  for (const [name, value] of taken) {
    let extra = extras.find(({ entries }) => !entries.has(name));
    while (!extra) {
      const there = kept.has(nextPlace) ? kept.get(nextPlace) : {};
      if (isObject(there)) {
        const opened = { place: nextPlace, entries: new Map(Object.entries(there)) };
        extras.push(opened);
        if (!opened.entries.has(name)) extra = opened;
      }
      nextPlace += "_";
    }
    extra.entries.set(name, value);
  }
  for (const { place, entries } of extras) kept.set(place, Object.fromEntries(entries));
  return Object.fromEntries(kept);
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
