import type { JsonObject } from "../draft";

/** Names that mean something to readers or are set by us: a payload's own values for them go under `extra`. */
const reservedKeys = new Set([
  "trace_id",
  "correlation_id",
  "project",
  "parent_agent_id",
  "title",
  "truncated",
  "extra",
]);

/** A payload as metadata: as it came, but for what the event's own fields say and for names that are taken. */
export function keepRaw(payload: JsonObject, said: ReadonlySet<string>): JsonObject {
  const entries = Object.entries(payload).filter(([key]) => !said.has(key));
  const extra = entries.filter(([key]) => reservedKeys.has(key));
  if (extra.length === 0) return Object.fromEntries(entries);
  const kept = entries.filter(([key]) => !reservedKeys.has(key));
  return Object.fromEntries([...kept, ["extra", Object.fromEntries(extra)]]);
}
