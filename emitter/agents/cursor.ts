import type { JsonObject } from "../draft";
import { type HookReading, textOf } from "./hook-reading";
import { capitalized, readKnownHook } from "./known-hooks";
import { unpackJson } from "./unpack-json";

/**
 * One hook payload of Cursor. An action fires generic hooks (`preToolUse`) with a `tool_use_id` and specific ones
 * (`beforeShellExecution`) without: only the generic become `tool.*`, or one action would be told as two.
 */
export function readCursorHook(payload: JsonObject): HookReading {
  const hook = textOf(payload.hook_event_name);
  const subagent = textOf(payload.subagent_id);
  return {
    ...readKnownHook(hook, knownHookOf(hook, payload), payload),
    session: textOf(payload.conversation_id) ?? textOf(payload.session_id),
    folder: folderOf(payload),
    subagent: subagent === undefined ? undefined : { id: subagent, name: textOf(payload.subagent_type) },
    timestamp: undefined,
    payload: inConventionalTerms(payload),
  };
}

function knownHookOf(hook: string | undefined, { status }: JsonObject): string | undefined {
  if (hook === "beforeSubmitPrompt") return "UserPromptSubmit";
  return hook === "stop" && status === "error" ? "StopFailure" : capitalized(hook);
}

function folderOf({ workspace_roots: roots, cwd }: JsonObject): string | undefined {
  return (Array.isArray(roots) ? textOf(roots[0]) : undefined) ?? textOf(cwd);
}

function inConventionalTerms(payload: JsonObject): JsonObject {
  const { tool_input, duration, duration_ms } = payload;
  const terms: JsonObject = { ...payload };
  const input = unpackJson(tool_input);
  if (input !== undefined) terms.tool_input = input;
  if (typeof duration === "number" && duration_ms === undefined) terms.duration_ms = duration;
  return terms;
}
