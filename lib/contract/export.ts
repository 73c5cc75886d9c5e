import type { AgentEvent } from "./event";

/** What an export may be written in: one event a line of JSON, or a table for spreadsheets. */
export const exportFormats = ["ndjson", "csv"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The columns of a CSV export: the event as posted in the contract's order, then what the server added. */
export const csvColumns = [
  "event_type",
  "event_id",
  "timestamp",
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
  "cursor",
  "received_at",
  "api_key",
  "origin",
  "metadata_expired",
] as const satisfies readonly (keyof AgentEvent)[];

/** Headers of an export: the newest cursor when it began, which it goes up to, and the oldest that was kept then. */
export const exportHeadHeader = "x-event-head";
export const exportFloorHeader = "x-event-floor";
