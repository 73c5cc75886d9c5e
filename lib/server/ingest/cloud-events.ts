import { v5 as uuid5 } from "uuid";
import { type JsonObject, type JsonValue, textFields, uuidPattern } from "@/lib/contract/event";
import { putUnknown } from "./metadata";
import { UnreadableEvent } from "./unreadable-event";

/** Extension attributes have no underscores: `agentid` is our `agent_id`. */
const fieldByExtension = new Map<string, string>(
  [...textFields, "status", "severity", "category"]
    .filter((field) => field !== "source" && field !== "operation")
    .map((field) => [field.replaceAll("_", ""), field]),
);

const required = ["specversion", "id", "source", "type"] as const;

/**
 * A CloudEvent (1.0.2, JSON format §3) as an event of ours: `id` and `source` together make the event's identity, a type
 * is lower-cased and kept as `metadata.type`, attributes that we have no field for are kept under `metadata`.
 */
export function draftOfCloudEvent(posted: unknown): unknown {
  if (typeof posted !== "object" || posted === null || Array.isArray(posted)) return posted;
  const event = posted as Record<string, unknown>;
  const faults = required
    .filter((name) => typeof event[name] !== "string" || event[name] === "")
    .map((path) => ({ path, message: "Is required of a CloudEvent, as text." }));
  if (faults.length === 0 && event.specversion !== "1.0") faults.push({ path: "specversion", message: "Must be 1.0." });
  if (faults.length > 0) return new UnreadableEvent(faults);

  const {
    specversion: _,
    id,
    source,
    type,
    time,
    subject,
    data,
    data_base64,
    ...attributes
  } = event as Record<string, unknown> & { id: string; source: string; type: string };
  const draft: Record<string, unknown> = {
    event_id: uuidPattern.test(id) ? id : uuid5(`${source} ${id}`, uuid5.URL),
    event_type: type.toLowerCase(),
    source,
    timestamp: time,
    operation: subject,
  };
  const isObject = typeof data === "object" && data !== null && !Array.isArray(data);
  let metadata: JsonObject = isObject ? (data as JsonObject) : {};
  if (!isObject && data !== undefined && data !== null) metadata = { data: data as JsonValue };
  if (typeof data_base64 === "string") metadata = putUnknown(metadata, "data", data_base64);
  metadata = putUnknown(metadata, "type", type);
  for (const [name, value] of Object.entries(attributes)) {
    const field = fieldByExtension.get(name);
    if (field) draft[field] = value;
    else if (value !== null && value !== undefined) metadata = putUnknown(metadata, name, value as JsonValue);
  }
  draft.metadata = metadata;
  return draft;
}

/** The attributes of a CloudEvent in binary mode (HTTP binding §3.1): `ce-` headers, percent-decoded once. */
export function cloudEventAttributes(
  headers: Readonly<Record<string, string | undefined>>,
): Record<string, unknown> | null {
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith("ce-") && value !== undefined) attributes[name.slice(3)] = decodePercent(value);
  }
  if (Object.keys(attributes).length === 0) return null;
  if (headers["content-type"] !== undefined) attributes.datacontenttype = headers["content-type"];
  return attributes;
}

function decodePercent(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
