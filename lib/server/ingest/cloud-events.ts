import { v5 as uuid5 } from "uuid";
import { inexactDigits } from "@/emitter/agents/exact-json";
import type { JsonObject, JsonValue } from "@/lib/contract/event";
import { isStorable, textFields, uuidPattern } from "@/lib/contract/event-form";
import type { FieldError } from "@/lib/contract/problem";
import { putUnknown } from "./put-unknown";
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
  const faults = faultsOf(event);
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
    event_id: uuidPattern.test(id) ? id : uuid5(`${source.toWellFormed()} ${id}`, uuid5.URL),
    event_type: type.toLowerCase(),
    source,
    timestamp: time,
    operation: subject,
  };
  const isObject = typeof data === "object" && data !== null && !Array.isArray(data);
  let metadata: JsonObject = {};
  if (isObject) metadata = data as JsonObject;
  else if (data !== undefined && data !== null) metadata = { data: data as JsonValue };
  const kept: [string, JsonValue][] = [["type", type]];
  if (typeof data_base64 === "string") kept.unshift(["data", data_base64]);
  for (const [name, value] of Object.entries(attributes)) {
    const field = fieldByExtension.get(name);
    if (field) draft[field] = value;
    else if (value !== null && value !== undefined) kept.push([name, value as JsonValue]);
  }
  draft.metadata = putUnknown(metadata, kept);
  return draft;
}

function faultsOf(event: Record<string, unknown>): FieldError[] {
  const faults: FieldError[] = required
    .filter((name) => !isText(event[name]) || event[name] === "")
    .map((path) => ({ path, message: "Is required of a CloudEvent, as text." }));
  const { specversion, id, data_base64 } = event;
  if (faults.length === 0 && specversion !== "1.0") faults.push({ path: "specversion", message: "Must be 1.0." });
  // The id itself is not kept, its hash is: a source like this is refused where labels are judged.
  if (isText(id) && !isStorable(id)) faults.push({ path: "id", message: "Contains NUL or a lone surrogate." });
  if (data_base64 !== undefined && data_base64 !== null && !isText(data_base64)) {
    faults.push({ path: "data_base64", message: "Must be text." });
  }
  return faults;
}

/** A number that stands for itself by its digits is no text. */
const isText = (value: unknown): value is string => typeof value === "string" && inexactDigits(value) === null;

/** The attributes of a CloudEvent in binary mode (HTTP binding §3.1): `ce-` headers, percent-decoded once. */
export function cloudEventAttributes(
  headers: Readonly<Record<string, string | undefined>>,
): Record<string, unknown> | null {
  let attributes: Record<string, unknown> | null = null;
  for (const name in headers) {
    const value = headers[name];
    if (!name.startsWith("ce-") || value === undefined) continue;
    attributes ??= {};
    attributes[name.slice(3)] = decodePercent(value);
  }
  if (attributes === null) return null;
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
