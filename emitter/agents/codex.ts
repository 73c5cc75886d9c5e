import type { JsonObject } from "../draft";
import { readClaudeCodeHook } from "./claude-code";
import { type HookReading, textOf } from "./hook-reading";
import { readKnownHook } from "./known-hooks";

/** A payload of Codex: its hooks are spelled as Claude Code's, its older `notify` has a spelling of its own. */
export function readCodexHook(payload: JsonObject): HookReading {
  const notice = textOf(payload.type);
  if (payload.hook_event_name !== undefined || notice === undefined) return readClaudeCodeHook(payload);
  return {
    ...readKnownHook(notice, notice === "agent-turn-complete" ? "Stop" : undefined, payload),
    session: textOf(payload["thread-id"]),
    folder: textOf(payload.cwd),
    subagent: undefined,
    timestamp: undefined,
    payload,
  };
}
