import type { JsonObject } from "../draft";
import { inexactDigits } from "./exact-json";
import { type EventStatus, type HookReading, textOf } from "./hook-reading";
import { eventTypeCharactersMax } from "./limits";

/** Claude Code's hooks came first, and the other agents' are told in its words; see each adapter. */
const typeByHook = new Map([
  ["SessionStart", "session.started"],
  ["SessionEnd", "session.ended"],
  ["UserPromptSubmit", "turn.started"],
  ["Stop", "turn.completed"],
  ["StopFailure", "turn.failed"],
  ["PreToolUse", "tool.started"],
  ["PostToolUse", "tool.completed"],
  ["PostToolUseFailure", "tool.failed"],
  ["PermissionRequest", "permission.requested"],
  ["PermissionDenied", "operation.denied"],
  ["SubagentStart", "agent.spawned"],
  ["SubagentStop", "agent.completed"],
  ["TaskCreated", "task.created"],
  ["TaskCompleted", "task.completed"],
  ["PreCompact", "session.compacted"],
  ["PostCompact", "session.compacted"],
  ["FileChanged", "file.changed"],
  ["ConfigChange", "config.changed"],
]);

const statusByHook = new Map<string, EventStatus>([
  ["PostToolUse", "success"],
  ["TaskCompleted", "success"],
  ["PostToolUseFailure", "failure"],
  ["StopFailure", "failure"],
  ["PermissionDenied", "denied"],
]);

/** Claude Code's word and Gemini's for a notification that asks. */
const askingNotifications: readonly (string | undefined)[] = ["permission_prompt", "ToolPermission"];

type KnownPart = Pick<HookReading, "hook" | "eventType" | "status" | "action">;

/**
 * Type, status and the action's name of a payload. `hook` is how the payload names it, `known` which of Claude Code's
 * it is; another one becomes `custom.` and its own name in snake_case.
 */
export function readKnownHook(hook = "unknown", known: string | undefined, payload: JsonObject): KnownPart {
  const isKnown = known !== undefined;
  return {
    hook,
    eventType: (isKnown ? knownTypeOf(known, payload) : undefined) ?? customType(hook),
    status: isKnown ? statusByHook.get(known) : undefined,
    action: isKnown ? actionOf(known, payload) : undefined,
  };
}

function knownTypeOf(hook: string, payload: JsonObject): string | undefined {
  if (hook !== "Notification") return typeByHook.get(hook);
  const asks = askingNotifications.includes(textOf(payload.notification_type ?? payload.notificationType));
  return asks ? "permission.requested" : "agent.notified";
}

/** Only where the payload names what happened: the same name from the same hook is the same event. */
function actionOf(hook: string, payload: JsonObject): string | undefined {
  switch (hook) {
    case "PreToolUse":
    case "PostToolUse":
    case "PostToolUseFailure":
    case "PermissionDenied":
      return textOf(payload.tool_use_id ?? payload.toolUseId);
    case "UserPromptSubmit":
      return textOf(payload.prompt_id);
    case "TaskCreated":
    case "TaskCompleted":
      return textOf(payload.task_id);
    case "MessageDisplay":
      return partOfMessage(payload);
    default:
      return undefined;
  }
}

function partOfMessage({ message_id: message, index = null }: JsonObject): string | undefined {
  const parts = [message, index].map((part) => (typeof part === "string" ? (inexactDigits(part) ?? part) : part));
  // Whatever else stands there names nothing.
  if (message === undefined || parts.some((part) => typeof part === "object" && part !== null)) return undefined;
  return JSON.stringify(parts);
}

/** `TeammateIdle` is `custom.teammate_idle`, `afterMCPExecution` `custom.after_mcp_execution`; what an event type can't hold becomes `_`. */
function customType(hook: string): string {
  const snakeCase = hook
    .slice(0, eventTypeCharactersMax)
    .replace(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, "$1$3_$2$4")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_");
  return `custom.${snakeCase}`.slice(0, eventTypeCharactersMax);
}

/** `preToolUse` is `PreToolUse` in Claude Code's spelling. */
export function capitalized(hook: string | undefined): string | undefined {
  return hook && hook.charAt(0).toUpperCase() + hook.slice(1);
}
