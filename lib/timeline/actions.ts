import type { Action, ActionState } from "../contract/action";
import type { AgentEvent, JsonValue } from "../contract/event";
import { kindOf } from "./event-kind";
import { elapsedMs, timeOf } from "./event-time";
import { isDenial, toldNumber, toldText } from "./told";
import { firstValues } from "./value-set";

/** Longest name of an action or a tool that the read model goes by, in characters. */
export const actionNameMax = 200;

/** How many of an event's `tools_used` count. */
export const toolsToldMax = 100;

/** Actions by session and `tool_use_id` as a log in cursor order tells them. */
export function projectActions(events: readonly AgentEvent[]): Map<string, Action> {
  const eventsOf = new Map<string, [AgentEvent, ...AgentEvent[]]>();
  for (const event of events) {
    const key = JSON.stringify([event.session_id, actionName(event)]);
    const before = eventsOf.get(key);
    if (actionName(event) !== null) eventsOf.set(key, before ? [...before, event] : [event]);
  }
  return new Map([...eventsOf].map(([key, own]) => [key, projectAction(own)]));
}

type Uses = { actions: number; starts: number; ends: number; told: number };

/**
 * Of each session how often each tool was used: its actions, and the starts or ends of a tool (whichever are more) of which no
 * event names the action; not less than the events whose `tools_used` has it.
 */
export function projectTools(events: readonly AgentEvent[]): Map<string, Map<string, number>> {
  const sessions = new Map<string, Map<string, Uses>>();
  const usesOf = (session: string, tool: string) => {
    const tools = sessions.get(session) ?? new Map<string, Uses>();
    const uses = tools.get(tool) ?? { actions: 0, starts: 0, ends: 0, told: 0 };
    sessions.set(session, tools.set(tool, uses));
    return uses;
  };
  for (const { session_id, tool_name } of projectActions(events).values()) {
    if (session_id !== null && tool_name !== null) usesOf(session_id, tool_name).actions += 1;
  }
  for (const event of events) {
    if (event.session_id === null) continue;
    for (const tool of toldTools(event)) usesOf(event.session_id, tool).told += 1;
    const tool = toldName(event, "tool_name");
    const kind = kindOf(event);
    if (tool === null || actionName(event) !== null || !kind.startsWith("tool.")) continue;
    usesOf(event.session_id, tool)[kind === "tool.started" ? "starts" : "ends"] += 1;
  }
  const total = ({ actions, starts, ends, told }: Uses) => Math.max(actions + Math.max(starts, ends), told);
  return new Map(
    [...sessions].map(([session, tools]) => [session, new Map([...tools].map(([tool, uses]) => [tool, total(uses)]))]),
  );
}

/**
 * How an event says that its action ended, or null. A refusal ends it whatever tells of it. Of decisions and requests
 * nothing else does; a span that has a status has ended, and says so without saying `tool`.
 */
export function endOf(event: AgentEvent): Exclude<ActionState, "started"> | null {
  const kind = kindOf(event);
  if (isDenial(event)) return "denied";
  if (/^(operation|permission)\./.test(kind) || kind === "tool.started") return null;
  if (kind === "tool.failed" || event.status === "failure") return "failed";
  return kind === "tool.completed" || event.status === "success" ? "completed" : null;
}

/** A name that is too long to go by names nothing. */
function toldName({ metadata }: AgentEvent, name: string): string | null {
  const told = toldText(metadata, name);
  return told !== null && [...told].length <= actionNameMax ? told : null;
}

const actionName = (event: AgentEvent) => toldName(event, "tool_use_id");

function toldTools({ metadata }: AgentEvent): string[] {
  const list = [metadata.tools_used, metadata.toolsUsed].find((value) => Array.isArray(value)) ?? [];
  const names = (list as JsonValue[]).filter((item) => typeof item === "string");
  return firstValues(
    names.filter((name) => name !== "" && [...name].length <= actionNameMax),
    toolsToldMax,
  );
}

/** Who and what are of the first event that says so, how it ended is of the newest. A start that comes late changes nothing. */
function projectAction(events: readonly [AgentEvent, ...AgentEvent[]]): Action {
  const [first] = events;
  const times = events.map(timeOf).sort();
  const startedAt = times[0] ?? "";
  const firstOf = (read: (event: AgentEvent) => string | null) =>
    events.map(read).find((value) => value !== null) ?? null;
  const end = events.findLast((event) => endOf(event) !== null);
  const state = end ? endOf(end) : null;
  const told = end ? toldNumber(end.metadata, "duration_ms") : null;
  return {
    tool_use_id: actionName(first) ?? "",
    session_id: first.session_id,
    agent_id: firstOf(({ agent_id }) => agent_id),
    task_id: firstOf(({ task_id }) => task_id),
    project: firstOf(({ project }) => project),
    source: firstOf(({ source }) => source),
    tool_name: firstOf((event) => toldName(event, "tool_name")),
    state: state ?? "started",
    started_at: startedAt,
    ended_at: end ? timeOf(end) : null,
    duration_ms: told !== null && told >= 0 ? told : end ? elapsedMs(startedAt, timeOf(end)) : null,
    error: end && state !== "completed" ? toldText(end.metadata, "error", "reason") : null,
    last_seen: times.at(-1) ?? "",
    events: events.length,
    first_cursor: first.cursor,
    cursor: events.at(-1)?.cursor ?? 0,
  };
}
