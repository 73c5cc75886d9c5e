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

/** The event as every reader gets it (contract §2): one line of JSON. */
export function encodeEvent({ metadataJson, ...fields }: StoredEvent): string {
  return `${JSON.stringify(fields).slice(0, -1)},"metadata":${metadataJson}}`;
}

export function decodeEvent({ metadataJson, ...fields }: StoredEvent): AgentEvent {
  return { ...fields, metadata: JSON.parse(metadataJson) as JsonObject };
}

/** `2026-11-17 14:06:12.48+00` (the session's zone is UTC) as RFC 3339 with six digits. */
function instantOf(text: string): string {
  if (!text.endsWith("+00")) throw new Error(`the database's session is not in UTC: ${text}`);
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).padEnd(6, "0")}Z`;
}
