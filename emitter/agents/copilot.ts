import type { JsonObject, JsonValue } from "../draft";
import { type HookReading, isObject, textOf } from "./hook-reading";
import { capitalized, readKnownHook } from "./known-hooks";
import { instantOf } from "./payload-instant";
import { unpackJson } from "./unpack-json";

/**
 * One hook payload of GitHub Copilot (CLI, cloud agent) or of VS Code's agents, in either spelling: the camelCase one
 * doesn't even name its hook, so that is told by the fields. Without a session's id the folder stands for it.
 */
export function readCopilotHook(payload: JsonObject): HookReading {
  const hook = textOf(payload.hook_event_name ?? payload.hookEventName) ?? guessHook(payload);
  const folder = textOf(payload.cwd);
  const known = readKnownHook(hook, knownHookOf(hook, payload), payload);
  return {
    ...known,
    status: known.status ?? statusOf(hook, payload),
    session: textOf(payload.session_id ?? payload.sessionId) ?? folder,
    folder,
    subagent: subagentOf(payload),
    timestamp: instantOf(payload.timestamp),
    payload: inConventionalTerms(payload),
  };
}

const knownByHook = new Map([
  ["userPromptSubmitted", "UserPromptSubmit"],
  ["UserPromptSubmitted", "UserPromptSubmit"],
  ["agentStop", "Stop"],
  ["AgentStop", "Stop"],
]);

function knownHookOf(hook: string | undefined, payload: JsonObject): string | undefined {
  const known = hook && (knownByHook.get(hook) ?? capitalized(hook));
  if (known !== "PostToolUse") return known;
  const result = payload.tool_result ?? payload.toolResult;
  switch (isObject(result) ? (result.result_type ?? result.resultType) : undefined) {
    case "failure":
      return "PostToolUseFailure";
    case "denied":
      return "PermissionDenied";
    default:
      return known;
  }
}

function statusOf(hook: string | undefined, { reason }: JsonObject): "failure" | undefined {
  const known = capitalized(hook);
  const endedBadly = known === "SessionEnd" && (reason === "error" || reason === "timeout");
  return known === "ErrorOccurred" || endedBadly ? "failure" : undefined;
}

function subagentOf(payload: JsonObject): HookReading["subagent"] {
  const name = textOf(payload.agent_type) ?? textOf(payload.agent_name ?? payload.agentName);
  const id = textOf(payload.agent_id ?? payload.agentId) ?? name;
  return id === undefined ? undefined : { id, name };
}

/** By what only that hook has, the rarest first. */
function guessHook(payload: JsonObject): string | undefined {
  const has = (name: string) => payload[name] !== undefined;
  if (has("toolName")) {
    if (has("toolResult")) return "postToolUse";
    return has("error") ? "postToolUseFailure" : "preToolUse";
  }
  if (has("errorContext")) return "errorOccurred";
  if (has("notificationType")) return "notification";
  if (has("stopReason")) return has("agentName") ? "subagentStop" : "agentStop";
  if (has("agentName")) return "subagentStart";
  if (has("initialPrompt") || sessionStarts.includes(payload.source)) return "sessionStart";
  if (has("prompt")) return "userPromptSubmitted";
  if (has("reason")) return "sessionEnd";
  return has("trigger") ? "preCompact" : undefined;
}

const sessionStarts: readonly (JsonValue | undefined)[] = ["startup", "resume", "new"];

function inConventionalTerms(payload: JsonObject): JsonObject {
  const terms: JsonObject = { ...payload };
  const input = unpackJson(payload.tool_input ?? payload.toolArgs);
  if (input !== undefined) terms.tool_input = input;
  if (isObject(payload.error) && terms.error_message === undefined) {
    const message = textOf(payload.error.message);
    if (message !== undefined) terms.error_message = message;
  }
  return terms;
}
