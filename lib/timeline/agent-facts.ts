import type { Agent } from "../contract/agent";
import type { AgentEvent, JsonObject } from "../contract/event";
import { instantOf, isOurs } from "./agent-state";
import { kindOf } from "./event-kind";
import { isDenial, isError, toldNumber, toldText } from "./told";

/** What a person may say of an agent. */
export type AgentLabels = Pick<Agent, "display_name" | "owner" | "tags" | "archived">;

/** All of an agent but where it stands and how its tasks went. */
export type AgentFacts = Omit<Agent, "status" | "tasks">;

/** An agent's facts as its events (ascending cursor, all of them) tell them; null without events. */
export function projectAgentFacts(events: readonly AgentEvent[]): AgentFacts | null {
  const [first] = events;
  if (!first) return null;
  const own = events.filter((event) => !isOurs(event));
  const latest = <K extends "agent_name" | "agent_role" | "source" | "session_id" | "task_id" | "project">(field: K) =>
    own.findLast((event) => event[field] !== null)?.[field] ?? null;
  const byType: Record<string, number> = {};
  for (const { event_type } of events) byType[event_type] = (byType[event_type] ?? 0) + 1;
  return {
    agent_id: first.agent_id ?? "",
    agent_name: latest("agent_name"),
    agent_role: latest("agent_role"),
    source: latest("source"),
    project: latest("project"),
    ...projectLabels(events),
    ...(projectDeleted(events) ? { deleted: true } : {}),
    first_seen: new Date(Math.min(...events.map(instantOf))).toISOString(),
    last_seen: new Date(Math.max(...[first, ...own].map(instantOf))).toISOString(),
    session_id: latest("session_id"),
    task_id: latest("task_id"),
    counts: {
      events: events.length,
      errors: events.filter(isError).length,
      denials: events.filter(isDenial).length,
      by_type: byType,
    },
    budget: projectBudget(events),
    cursor: events.at(-1)?.cursor ?? 0,
  };
}

/** The budget as the newest `budget_updated` tells it, with what all of them together took; null without any. */
export function projectBudget(events: readonly AgentEvent[]): Agent["budget"] {
  let budget = null as Agent["budget"];
  for (const { metadata, ...event } of events) {
    if (kindOf(event) !== "budget.updated") continue;
    const delta = toldNumber(metadata, "delta");
    const taken = toldNumber(metadata, "deducted") ?? (delta === null ? null : -delta);
    const spent: number | null = budget?.spent ?? null;
    budget = {
      remaining: toldNumber(metadata, "remaining") ?? toldNumber(metadata, "budget_remaining"),
      limit: toldNumber(metadata, "limit") ?? toldNumber(metadata, "budget_limit") ?? budget?.limit ?? null,
      spent: taken !== null && taken > 0 ? (spent ?? 0) + taken : spent,
      unit: toldText(metadata, "unit") ?? budget?.unit ?? null,
    };
  }
  return budget;
}

const unlabelled: AgentLabels = { display_name: null, owner: null, tags: [], archived: false };

/** What people said last of each label; a deletion takes all of them back. */
function projectLabels(events: readonly AgentEvent[]): AgentLabels {
  let labels = unlabelled;
  for (const event of events.filter(isOurs)) {
    const kind = kindOf(event);
    if (kind === "agent.deleted") labels = unlabelled;
    if (kind === "agent.created" || kind === "agent.updated") labels = { ...labels, ...labelsIn(event.metadata) };
  }
  return labels;
}

function labelsIn(metadata: JsonObject): Partial<AgentLabels> {
  const { display_name, owner, tags, archived } = metadata;
  const isText = (value: unknown) => typeof value === "string" || value === null;
  return {
    ...(isText(display_name) ? { display_name: display_name as string | null } : {}),
    ...(isText(owner) ? { owner: owner as string | null } : {}),
    ...(Array.isArray(tags) ? { tags: tags.filter((tag) => typeof tag === "string") } : {}),
    ...(typeof archived === "boolean" ? { archived } : {}),
  };
}

/** Deleted by a person, and neither created again nor heard of since. The log keeps all that it did. */
function projectDeleted(events: readonly AgentEvent[]): boolean {
  const last = events.findLast((event) => !isOurs(event) || ["agent.deleted", "agent.created"].includes(kindOf(event)));
  return last !== undefined && isOurs(last) && kindOf(last) === "agent.deleted";
}
