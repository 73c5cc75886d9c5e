import type { JsonObject } from "../draft";
import { type HookReading, isObject, textOf } from "./hook-reading";
import { readKnownHook } from "./known-hooks";
import { instantOf } from "./payload-instant";

const knownByHook = new Map([
  ["BeforeAgent", "UserPromptSubmit"],
  ["AfterAgent", "Stop"],
  ["BeforeTool", "PreToolUse"],
  ["AfterTool", "PostToolUse"],
  ["PreCompress", "PreCompact"],
]);

/** One hook payload of Gemini CLI. A tool that failed says so in its answer only. */
export function readGeminiHook(payload: JsonObject): HookReading {
  const hook = textOf(payload.hook_event_name);
  const known = hook && (knownByHook.get(hook) ?? hook);
  const error = known === "PostToolUse" ? errorOf(payload) : undefined;
  return {
    ...readKnownHook(hook, error === undefined ? known : "PostToolUseFailure", payload),
    session: textOf(payload.session_id),
    folder: textOf(payload.cwd),
    subagent: undefined,
    timestamp: instantOf(payload.timestamp),
    payload: error === undefined || payload.error !== undefined ? payload : { ...payload, error },
  };
}

function errorOf({ tool_response: answer }: JsonObject): string | undefined {
  const error = isObject(answer) ? answer.error : undefined;
  if (error === undefined || error === null) return undefined;
  return textOf(isObject(error) ? error.message : error) ?? "failed";
}
