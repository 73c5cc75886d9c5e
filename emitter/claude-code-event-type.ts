import type { JsonObject } from "./draft";

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

const typeCharactersMax = 100;

/** The catalogue's type for a hook, or `custom.` and the hook's name in snake_case. */
export function claudeCodeEventType(hook: string, payload: JsonObject): string {
  if (hook === "Notification") {
    return payload.notification_type === "permission_prompt" ? "permission.requested" : "agent.notified";
  }
  return typeByHook.get(hook) ?? `custom.${snakeCase(hook)}`.slice(0, typeCharactersMax);
}

/** `TeammateIdle` is `teammate_idle`; what an event type can't hold becomes `_`. */
function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_");
}
