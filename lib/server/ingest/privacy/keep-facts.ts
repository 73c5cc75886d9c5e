import type { JsonObject, JsonValue } from "@/lib/contract/event";

/** Conventional metadata that measures something: kept where it is a number, or a text that is wholly one. */
const numbers = [
  "duration_ms",
  "total_duration_ms",
  "remaining",
  "limit",
  "delta",
  "budget_remaining",
  "budget_limit",
  "deducted",
  "input_tokens",
  "output_tokens",
  "cache_read_tokens",
  "cache_creation_tokens",
  "total_tokens",
  "cost_usd",
  "attempt",
  "attempts",
  "status_code",
  "exit_code",
  "total",
  "passed",
  "failed",
  "skipped",
  "count",
  "index",
  "severity_number",
  "time_unix_nano",
  "observed_time_unix_nano",
  "start_time_unix_nano",
  "end_time_unix_nano",
];

/** Identifiers, and names out of a list that somebody keeps: kept where they look like one, in a single word. */
const names = [
  "unit",
  "model",
  "tool_name",
  "tool_use_id",
  "session_id",
  "conversation_id",
  "thread_id",
  "turn_id",
  "prompt_id",
  "message_id",
  "generation_id",
  "task_id",
  "parent_task_id",
  "agent_id",
  "agent_type",
  "parent_agent_id",
  "trace_id",
  "span_id",
  "parent_span_id",
  "correlation_id",
  "project",
  "type",
  "event_name",
  "hook_event_name",
  "permission_mode",
  "notification_type",
  "trigger",
  "severity_text",
];

const switches = ["success", "interrupted", "is_interrupt", "stop_hook_active"];

const kindOf = new Map<string, (value: JsonValue) => boolean>([
  ...numbers.map((key) => [key, isNumber] as const),
  ...names.map((key) => [key, isName] as const),
  ...switches.map((key) => [key, (value: JsonValue) => typeof value === "boolean"] as const),
  ["tools_used", (value: JsonValue) => Array.isArray(value) && value.every(isName)],
]);

/** The metadata's keys that the level `metadata` keeps, for whoever explains it. */
export const factKeys: readonly string[] = [...kindOf.keys()];

/** One value that was left out: of it nothing is told but how large it was, as a hash of a short text gives it away. */
type LeftOut = { path: string; reason: "privacy"; bytes: number };

const notesMax = 100;
/** A field's name may be content too. What is no name is not told of by it. */
const plainKey = /^[A-Za-z_][\w.-]{0,63}$/;
const plainPath = /^[A-Za-z_][\w.\-[\]*]{0,199}$/;

/**
 * Of the metadata only facts: the conventional numbers, identifiers and names of the lists above, at its first level. What
 * is left out is listed under `truncated`, together with what the sender cut.
 */
export function keepFacts(metadata: JsonObject, leftOutElsewhere: readonly LeftOut[]): JsonObject {
  const { truncated, masked, ...fields } = metadata;
  const kept: [string, JsonValue][] = [];
  const leftOut: LeftOut[] = [...leftOutElsewhere];
  let others = 0;
  for (const [key, value] of Object.entries(fields)) {
    if (kindOf.get(snakeCase(key))?.(value)) kept.push([key, value]);
    else if (plainKey.test(key) && leftOut.length < notesMax) {
      leftOut.push({ path: `metadata.${key}`, reason: "privacy", bytes: bytesOf(value) });
    } else others += bytesOf(value);
  }
  if (others > 0) leftOut.push({ path: "metadata.*", reason: "privacy", bytes: others });
  const notes = [...notesOf(truncated), ...leftOut];
  const maskings = maskingsOf(masked);
  return {
    ...Object.fromEntries(kept),
    ...(maskings.length > 0 ? { masked: maskings } : {}),
    ...(notes.length > 0 ? { truncated: notes } : {}),
  };
}

/** Whether an event's operation is the name of a tool or of a kind of work, and not what somebody wrote. */
export function isName(value: JsonValue): boolean {
  return typeof value === "string" && namePattern.test(value);
}

const namePattern = /^[A-Za-z0-9_][\w.:/@+-]{0,199}$/;

export function leftOutLabel(path: string, text: string): LeftOut {
  return { path, reason: "privacy", bytes: Buffer.byteLength(text) };
}

/** Of what a sender says that it cut: where and how much. Its hashes go, and so does whatever else it wrote there. */
function notesOf(truncated: JsonValue | undefined): JsonObject[] {
  if (!Array.isArray(truncated)) return [];
  return truncated.slice(0, notesMax).flatMap((note) => {
    if (typeof note !== "object" || note === null || Array.isArray(note)) return [];
    const { path, reason, bytes } = note;
    if (typeof path !== "string" || !plainPath.test(path) || typeof bytes !== "number") return [];
    return [{ path, reason: typeof reason === "string" && isName(reason) ? reason : "size", bytes }];
  });
}

function maskingsOf(masked: JsonValue | undefined): JsonObject[] {
  if (!Array.isArray(masked)) return [];
  return masked.slice(0, notesMax).flatMap((masking) => {
    if (typeof masking !== "object" || masking === null || Array.isArray(masking)) return [];
    const { path, rule } = masking;
    return typeof path === "string" && plainPath.test(path) && typeof rule === "string" && isName(rule)
      ? [{ path, rule }]
      : [];
  });
}

function isNumber(value: JsonValue): boolean {
  return typeof value === "number" || (typeof value === "string" && /^-?\d{1,30}(?:\.\d{1,20})?$/.test(value));
}

const snakeCase = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const bytesOf = (value: JsonValue) => Buffer.byteLength(JSON.stringify(value));
