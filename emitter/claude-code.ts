import { claudeCodeAgent } from "./claude-code-agent";
import { claudeCodeEventType } from "./claude-code-event-type";
import type { EventDraft, JsonObject, JsonValue } from "./draft";
import { type Cut, cutOf, fitMetadata, storableText } from "./fit-metadata";
import { uuid5 } from "./uuid5";

/** The namespace of ids made from Claude Code's own names. Changing it would store every repeated delivery twice. */
const namespace = "8c5f0a52-9d0e-4b7a-8f65-2f1f0f4f6a31";

const labelCharactersMax = 200;

/** Said by the draft's own fields, so not repeated in metadata. */
const identityKeys = new Set(["session_id", "agent_id", "task_id"]);

/** Names that mean something to the server or are set here: a payload's own values for them go under `extra`. */
const reservedKeys = new Set([
  "trace_id",
  "correlation_id",
  "project",
  "parent_agent_id",
  "title",
  "truncated",
  "extra",
]);

/**
 * One Claude Code hook payload (parsed JSON) as an event; null for what is no object. Never refuses content: an
 * unknown hook becomes `custom.<its_name>`, and what is too large or can't be stored is cut and listed in
 * `metadata.truncated`. Where the payload names its action the id is made from that name, so the same payload is the
 * same event however often it is delivered; elsewhere there is none, and the emitter gives one.
 */
export function draftFromClaudeCodeHook(payload: unknown): EventDraft | null {
  if (!isObject(payload)) return null;
  const hook = textOf(payload.hook_event_name) ?? "unknown";
  const session = textOf(payload.session_id);
  const task = textOf(payload.task_id);
  const agent = claudeCodeAgent(payload);
  const name = actionName(hook, payload);
  const cuts: Cut[] = [];

  const fields: EventDraft = { event_type: claudeCodeEventType(hook, payload), source: "claude-code" };
  if (session !== undefined && name !== undefined) {
    fields.event_id = uuid5(namespace, JSON.stringify([session, hook, name]));
  }
  const labels = {
    agent_id: agent.id,
    agent_name: agent.name,
    agent_role: agent.role,
    operation: textOf(payload.tool_name),
    session_id: session,
    task_id: session === undefined || task === undefined ? task : `${session}/${task}`,
  };
  for (const [field, text] of Object.entries(labels)) {
    if (text !== undefined) Object.assign(fields, { [field]: cutLabel(field, text, cuts) });
  }
  const status = statusOf(hook);
  if (status) fields.status = status;
  fields.metadata = fitMetadata({ ...payloadMetadata(payload), ...agent.metadata }, cuts);
  return fields;
}

/** What the payload calls the thing that happened, unique within its session and hook; undefined where it has no name. */
function actionName(hook: string, payload: JsonObject): string | undefined {
  switch (hook) {
    case "PreToolUse":
    case "PostToolUse":
    case "PostToolUseFailure":
    case "PermissionDenied":
      return textOf(payload.tool_use_id);
    case "UserPromptSubmit":
      return textOf(payload.prompt_id);
    case "TaskCreated":
    case "TaskCompleted":
      return textOf(payload.task_id);
    case "MessageDisplay":
      return payload.message_id === undefined ? undefined : JSON.stringify([payload.message_id, payload.index ?? null]);
    default:
      return undefined;
  }
}

function statusOf(hook: string): EventDraft["status"] {
  switch (hook) {
    case "PostToolUse":
    case "TaskCompleted":
      return "success";
    case "PostToolUseFailure":
    case "StopFailure":
      return "failure";
    case "PermissionDenied":
      return "denied";
    default:
      return undefined;
  }
}

function payloadMetadata(payload: JsonObject): JsonObject {
  const entries = Object.entries(payload).filter(([key]) => !identityKeys.has(key));
  const extra = Object.fromEntries(entries.filter(([key]) => reservedKeys.has(key)));
  const metadata: JsonObject = Object.fromEntries(entries.filter(([key]) => !reservedKeys.has(key)));
  if (Object.keys(extra).length > 0) metadata.extra = extra;
  const title = payload.title ?? payload.task_subject;
  if (typeof title === "string") metadata.title = title;
  return metadata;
}

/** Labels hold 200 code points; a longer one is cut there and listed. */
function cutLabel(field: string, text: string, cuts: Cut[]): string {
  const storable = storableText(text);
  const characters = [...storable];
  if (characters.length > labelCharactersMax) {
    cuts.push(cutOf(field, "size", text));
    return characters.slice(0, labelCharactersMax).join("");
  }
  if (storable !== text) cuts.push(cutOf(field, "characters", text));
  return storable;
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
