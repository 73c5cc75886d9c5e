import type { CustomTypesConfig } from "pg";
import pg from "pg";
import type { AgentEvent, JsonObject } from "@/lib/contract/event";

/** A stored event with its metadata still as JSON text, so that passing it on costs no parsing. */
export type StoredEvent = Omit<AgentEvent, "metadata"> & { metadataJson: string };

type EventRow = Omit<AgentEvent, "cursor" | "metadata" | "metadata_expired"> & {
  cursor: string;
  metadata: string;
  metadata_expired: boolean;
};

/** The select list of events; alias the table `e`. */
export const eventColumns = [
  "cursor",
  "event_id",
  "event_type",
  "timestamp",
  "received_at",
  "agent_id",
  "agent_name",
  "agent_role",
  "operation",
  "source",
  "status",
  "severity",
  "session_id",
  "task_id",
  "trace_id",
  "correlation_id",
  "project",
  "category",
  "metadata",
  "api_key",
  "origin",
  "metadata_expired",
]
  .map((name) => `e.${name}`)
  .join(", ");

const rawTypes = new Set<number>([pg.types.builtins.TIMESTAMPTZ, pg.types.builtins.JSON]);

/** Leaves timestamps and JSON as PostgreSQL's text: a Date would lose the microseconds. */
export const rawEventTypes: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    rawTypes.has(oid)
      ? (text: string) => text
      : pg.types.getTypeParser(oid, format)) as CustomTypesConfig["getTypeParser"],
};

export function storedEventOf(row: unknown): StoredEvent {
  const { cursor, metadata, metadata_expired, timestamp, received_at, ...fields } = row as EventRow;
  return {
    cursor: Number(cursor),
    ...fields,
    timestamp: instantOf(timestamp),
    received_at: instantOf(received_at),
    metadataJson: metadata,
    ...(metadata_expired ? { metadata_expired } : {}),
  };
}

/** The event as every reader gets it (contract §2): one line of JSON. `eventJson` is the same in SQL. */
export function encodeEvent(event: StoredEvent): string {
  return (
    `{"cursor":${event.cursor},"event_id":"${event.event_id}","event_type":${text(event.event_type)}` +
    `,"timestamp":"${event.timestamp}","received_at":"${event.received_at}"` +
    `,"agent_id":${text(event.agent_id)},"agent_name":${text(event.agent_name)},"agent_role":${text(event.agent_role)}` +
    `,"operation":${text(event.operation)},"source":${text(event.source)},"status":${text(event.status)}` +
    `,"severity":"${event.severity}","session_id":${text(event.session_id)},"task_id":${text(event.task_id)}` +
    `,"trace_id":${text(event.trace_id)},"correlation_id":${text(event.correlation_id)}` +
    `,"project":${text(event.project)},"category":"${event.category}","api_key":${text(event.api_key)}` +
    `,"origin":"${event.origin}"${event.metadata_expired ? ',"metadata_expired":true' : ""}` +
    `,"metadata":${event.metadataJson}}`
  );
}

const text = (value: string | null) => (value === null ? "null" : JSON.stringify(value));

const jsonText = (name: string) => `coalesce(to_json(e.${name}), 'null')`;

/** As `instantOf`, from PostgreSQL's own text: less than half of what `to_char` costs, which was most of a replay. */
const jsonInstant = (name: string) =>
  `left(e.${name}, 10), 'T', substr(e.${name}, 12, length(e.${name}) - 14), substr('.000000Z', length(e.${name}) - 21)`;

/** As `eventColumns`, with the instants as text: what `eventJson` is made of. */
export const eventColumnsAsText = eventColumns.replace(/e\.(timestamp|received_at)\b/g, "$&::text AS $1");

/**
 * What `encodeEvent` makes of a row of `eventColumnsAsText` aliased `e`, made by PostgreSQL's `concat` of these: a replay
 * passes it on unread. The session's zone must be UTC.
 */
export const eventJson = `
  '{"cursor":', e.cursor, ',"event_id":"', e.event_id, '","event_type":', ${jsonText("event_type")},
  ',"timestamp":"', ${jsonInstant("timestamp")}, '","received_at":"', ${jsonInstant("received_at")},
  '","agent_id":', ${jsonText("agent_id")}, ',"agent_name":', ${jsonText("agent_name")},
  ',"agent_role":', ${jsonText("agent_role")}, ',"operation":', ${jsonText("operation")},
  ',"source":', ${jsonText("source")}, ',"status":', ${jsonText("status")}, ',"severity":"', e.severity,
  '","session_id":', ${jsonText("session_id")}, ',"task_id":', ${jsonText("task_id")},
  ',"trace_id":', ${jsonText("trace_id")}, ',"correlation_id":', ${jsonText("correlation_id")},
  ',"project":', ${jsonText("project")}, ',"category":"', e.category, '","api_key":', ${jsonText("api_key")},
  ',"origin":"', e.origin, '"', CASE WHEN e.metadata_expired THEN ',"metadata_expired":true' END,
  ',"metadata":', e.metadata, '}'`;

export function decodeEvent({ metadataJson, ...fields }: StoredEvent): AgentEvent {
  return { ...fields, metadata: JSON.parse(metadataJson) as JsonObject };
}

/** `2026-11-17 14:06:12.48+00` (the session's zone is UTC) as RFC 3339 with six digits. */
export function instantOf(text: string): string {
  if (!text.endsWith("+00")) throw new Error(`the database's session is not in UTC: ${text}`);
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).padEnd(6, "0")}Z`;
}
