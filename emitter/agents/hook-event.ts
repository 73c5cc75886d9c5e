import type { EventDraft, JsonObject } from "../draft";
import { actionId } from "./action-id";
import { readClaudeCodeHook } from "./claude-code";
import { readCodexHook } from "./codex";
import { readCopilotHook } from "./copilot";
import { readCursorHook } from "./cursor";
import type { Cut } from "./cut";
import { inexactDigits } from "./exact-json";
import { readGeminiHook } from "./gemini";
import type { CommandAgent } from "./hook-agents";
import type { HookPayload } from "./hook-payload";
import { type HookAdapter, type HookReading, textOf } from "./hook-reading";
import { keepRaw } from "./keep-raw";
import { mendLabel } from "./mend-label";
import { mendMetadata } from "./mend-metadata";

const adapters: Readonly<Record<CommandAgent, HookAdapter>> = {
  "claude-code": readClaudeCodeHook,
  codex: readCodexHook,
  gemini: readGeminiHook,
  cursor: readCursorHook,
  copilot: readCopilotHook,
  // Its plugin is ours and speaks Claude Code's words.
  opencode: readClaudeCodeHook,
};

/** What a payload says, in an event's terms. It has an id only where it names its action: then the id alone tells a repeat. */
export type HookEvent = Pick<
  EventDraft,
  | "event_id"
  | "event_type"
  | "timestamp"
  | "agent_id"
  | "agent_name"
  | "agent_role"
  | "operation"
  | "status"
  | "session_id"
  | "task_id"
> & {
  source: CommandAgent;
  /** Compact JSON text. */
  metadata: string;
};

/**
 * What a payload becomes, with the identities that all agents share. Never refuses: whatever can't be kept is cut and
 * listed in `metadata.truncated`, after the cuts that were made before.
 */
export function eventOfHook(
  agent: CommandAgent,
  { payload: sent, isWhole }: HookPayload,
  cutsBefore: readonly Cut[],
): HookEvent {
  const reading = adapters[agent](sent);
  const { hook, session, action, eventType, payload } = reading;
  const actor = actorOf(reading);
  const task = textOf(payload.task_id);
  const cuts = [...cutsBefore];
  const label = (field: string, text: string | undefined) =>
    text === undefined ? undefined : mendLabel(field, text, cuts);
  const fields = {
    event_id: session !== undefined && action !== undefined ? actionId({ session, hook, action }) : undefined,
    event_type: eventType,
    timestamp: reading.timestamp,
    agent_id: label("agent_id", actor.id),
    agent_name: label("agent_name", actor.name),
    agent_role: actor.role,
    operation: label("operation", textOf(payload.tool_name) ?? textOf(payload.toolName)),
    source: agent,
    status: reading.status,
    session_id: label("session_id", session),
    task_id: label("task_id", session === undefined || task === undefined ? task : `${session}/${task}`),
  };
  const raw = isWhole ? keepRaw(payload, saidByFields(reading)) : {};
  return { ...fields, metadata: mendMetadata({ ...raw, ...actor.metadata, ...titleOf(payload) }, cuts) };
}

type Actor = { id?: string; name?: string | undefined; role?: string; metadata: JsonObject };

/** A subagent shares its parent's session, and a payload never names another parent than the main agent. */
function actorOf({ session, subagent, folder }: HookReading): Actor {
  if (session === undefined) return { metadata: {} };
  if (subagent === undefined) return { id: session, name: folder && lastPart(folder), role: "main", metadata: {} };
  return {
    id: `${session}/${subagent.id}`,
    name: subagent.name ?? subagent.id,
    role: "subagent",
    metadata: { parent_agent_id: session },
  };
}

/** The last part of a path of either kind: `/home/dev/checkout/` and `C:\work\checkout` are both `checkout`. */
function lastPart(path: string): string | undefined {
  return path
    .split(/[/\\]+/)
    .filter((part) => part !== "")
    .at(-1);
}

/** Identities that the event's own fields say need not be repeated; one that they can't say stays. */
function saidByFields({ session, subagent, payload }: HookReading): ReadonlySet<string> {
  const said = new Set<string>();
  if (session !== undefined && payload.session_id === session) said.add("session_id");
  if (session !== undefined && subagent !== undefined && payload.agent_id === subagent.id) said.add("agent_id");
  if (textOf(payload.task_id) !== undefined) said.add("task_id");
  return said;
}

function titleOf({ title, task_subject }: JsonObject): JsonObject {
  const text = title ?? task_subject;
  return typeof text === "string" && inexactDigits(text) === null ? { title: text } : {};
}
