import type { AgentEvent } from "../contract/event";

/** What a line of the timeline can show, in the order in which the columns stand. */
export const columns = [
  "time",
  "received_at",
  "cursor",
  "category",
  "sentence",
  "agent",
  "operation",
  "event_type",
  "project",
  "source",
  "session",
  "task",
  "trace",
  "severity",
  "duration",
  "outcome",
] as const;
export type Column = (typeof columns)[number];

/** What is shown unless somebody chooses. The sentence is always there: without it a line says nothing. */
export const defaultColumns: readonly Column[] = ["time", "category", "sentence", "duration", "outcome"];

/** The columns that a text names, in their order; null where it names none that is known. */
export function parseColumns(text: string | null): readonly Column[] | null {
  if (text === null) return null;
  const named = text.split(",");
  if (!columns.some((column) => named.includes(column))) return null;
  return columns.filter((column) => column === "sentence" || named.includes(column));
}

/** The columns as text; null for those that are shown anyway. */
export function formatColumns(chosen: readonly Column[]): string | null {
  const text = columns.filter((column) => chosen.includes(column)).join(",");
  return text === defaultColumns.join(",") ? null : text;
}

/** The plain text that a column shows of an event, where it shows one. */
export function columnText(column: Column, event: AgentEvent): string | null {
  switch (column) {
    case "agent":
      return event.agent_name ?? event.agent_id;
    case "session":
      return event.session_id;
    case "task":
      return event.task_id;
    case "trace":
      return event.trace_id ?? event.correlation_id;
    case "operation":
    case "event_type":
    case "project":
    case "source":
    case "severity":
      return event[column];
    default:
      return null;
  }
}
