/** How an event ended, where it says so. */
export const eventStatuses = ["success", "failure", "denied"] as const;
export type EventStatus = (typeof eventStatuses)[number];

/** From least to most urgent: `min_severity` compares by this order. */
export const severities = ["debug", "info", "warning", "error", "critical"] as const;
export type Severity = (typeof severities)[number];

/** The text identifiers and labels of an event, in the order of the contract. All 1–200 code points, or null. */
export const textFields = [
  "agent_id",
  "agent_name",
  "agent_role",
  "operation",
  "source",
  "session_id",
  "task_id",
  "trace_id",
  "correlation_id",
  "project",
] as const;
export type TextField = (typeof textFields)[number];

/** A UUID of any version, in either case. */
export const uuidPattern = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Whether PostgreSQL can keep a text as it is: it has no NUL and no lone surrogate. */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/** Whether a text has at most `max` code points; one that is far too long is not counted through. */
export function hasCharactersAtMost(text: string, max: number): boolean {
  return text.length <= max || (text.length <= 2 * max && [...text].length <= max);
}

/** `^[a-z][a-z0-9_]*([.:-][a-z0-9_]+)*$`, at most 100 characters. */
export const eventTypePattern = /^[a-z][a-z0-9_]*([.:-][a-z0-9_]+)*$/;
export const eventTypeCharactersMax = 100;
export const textCharactersMax = 200;
export const metadataBytesMax = 64 * 1024;
export const metadataDepthMax = 32;
