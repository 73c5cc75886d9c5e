import type { JsonObject } from "../draft";
import { type HookReading, textOf } from "./hook-reading";
import { readKnownHook } from "./known-hooks";

/** One hook payload of Claude Code. */
export function readClaudeCodeHook(payload: JsonObject): HookReading {
  const hook = textOf(payload.hook_event_name);
  const subagent = textOf(payload.agent_id);
  return {
    ...readKnownHook(hook, hook, payload),
    session: textOf(payload.session_id),
    folder: textOf(payload.cwd),
    subagent: subagent === undefined ? undefined : { id: subagent, name: textOf(payload.agent_type) },
    timestamp: undefined,
    payload,
  };
}
