import type { Agent, AgentList } from "@/lib/contract/agent";
import { isStorable } from "@/lib/contract/event";
import { pageLimitDefault, pageLimitMax } from "@/lib/contract/query";
import { projectBudget, projectTaskDurations } from "@/lib/timeline/agent-facts";
import { projectAgentStatus } from "@/lib/timeline/agent-state";
import type { FilterProblem, TimelineFilter } from "@/lib/timeline/filter";
import { decodeEvent } from "../store/event-row";
import { pageEvents } from "../store/page-events";
import { countByType, pageAgentIds, type TypeCount } from "./agent-counts";

/** How many of an agent's newest events its state, its task durations and its budget are read from. */
const stateEvents = 200;
const turnEvents = 100;
const taskEvents = 1_000;

/** An agent as its events tell it; null when none of the workspace's events names it. */
export async function findAgent(workspaceId: number, agentId: string, nowMs: number): Promise<Agent | null> {
  if (!isStorable(agentId)) return null;
  return agentOf(workspaceId, agentId, await countByType(workspaceId, [agentId]), nowMs);
}

type ListResult = { ok: true; list: AgentList } | { ok: false; errors: FilterProblem[] };

/** The agents by their newest event. Parameters: `limit`, and `before` (of `next`). */
export async function listAgents(workspaceId: number, params: URLSearchParams, nowMs: number): Promise<ListResult> {
  const errors = [...new Set(params.keys())]
    .filter((name) => !["limit", "before", "workspace"].includes(name))
    .map((path) => ({ path, message: "Unknown parameter. Allowed: limit, before." }));
  const wholeNumber = (name: string, max: number) => {
    const text = params.get(name);
    const value = text === null ? undefined : Number(text);
    const valid = text === null || (/^\d{1,16}$/.test(text) && Number(text) >= 1 && Number(text) <= max);
    if (!valid) errors.push({ path: name, message: `Must be a whole number from 1 to ${max}.` });
    return value;
  };
  const limit = wholeNumber("limit", pageLimitMax) ?? pageLimitDefault;
  const before = wholeNumber("before", Number.MAX_SAFE_INTEGER);
  if (errors.length > 0) return { ok: false, errors };

  const { page, hasMore } = await pageAgentIds(workspaceId, { limit, before });
  const ids = page.map(({ agentId }) => agentId);
  const counts = groupByAgent(await countByType(workspaceId, ids));
  const agents = await Promise.all(ids.map((id) => agentOf(workspaceId, id, counts.get(id) ?? [], nowMs)));
  const last = page.at(-1);
  const query = new URLSearchParams(params);
  if (last) query.set("before", String(last.newest));
  return {
    ok: true,
    list: {
      agents: agents.filter((agent) => agent !== null),
      has_more: hasMore,
      next: hasMore ? `/api/v1/agents?${query}` : null,
    },
  };
}

async function agentOf(
  workspaceId: number,
  agentId: string,
  counts: readonly TypeCount[],
  nowMs: number,
): Promise<Agent | null> {
  const newest = async (filter: TimelineFilter, limit: number) => {
    const { events } = await pageEvents(workspaceId, { agent_id: [agentId], ...filter }, { order: "desc", limit });
    return events.map(decodeEvent).reverse();
  };
  const [recent, turns, tasks, budgets] = await Promise.all([
    newest({}, stateEvents),
    newest({ kinds: ["turn.*", "turn_*", "session.*", "session_*", "agent.session_*"] }, turnEvents),
    newest({ kinds: ["task_*", "task.*"] }, taskEvents),
    newest({ kinds: ["budget_updated", "budget.updated"] }, taskEvents),
  ]);
  // What is open may have begun long before the newest events.
  const known = new Map([...turns, ...tasks, ...recent].map((event) => [event.cursor, event]));
  const status = projectAgentStatus(
    [...known.values()].sort((a, b) => a.cursor - b.cursor),
    nowMs,
  );
  if (!status) return null;
  const latest = <K extends "agent_name" | "agent_role" | "source" | "session_id" | "task_id">(field: K) =>
    recent.findLast((event) => event[field] !== null)?.[field] ?? null;
  const sum = (field: "events" | "errors" | "denials") => counts.reduce((total, count) => total + count[field], 0);
  const ofKind = (kind: string) =>
    counts.filter(({ eventType }) => eventType.replaceAll("_", ".") === kind).reduce((n, { events }) => n + events, 0);
  const instants = counts.flatMap(({ firstSeen, lastSeen }) => [firstSeen.getTime(), lastSeen.getTime()]);
  return {
    agent_id: agentId,
    agent_name: latest("agent_name"),
    agent_role: latest("agent_role"),
    source: latest("source"),
    display_name: null,
    owner: null,
    tags: [],
    archived: false,
    status,
    first_seen: new Date(Math.min(...instants)).toISOString(),
    last_seen: new Date(Math.max(...instants)).toISOString(),
    session_id: latest("session_id"),
    task_id: latest("task_id"),
    counts: {
      events: sum("events"),
      errors: sum("errors"),
      denials: sum("denials"),
      by_type: Object.fromEntries(counts.map(({ eventType, events }) => [eventType, events])),
    },
    budget: projectBudget(budgets),
    tasks: {
      started: ofKind("task.started"),
      completed: ofKind("task.completed"),
      failed: ofKind("task.failed"),
      ...projectTaskDurations(tasks),
    },
  };
}

function groupByAgent(counts: readonly TypeCount[]): Map<string, TypeCount[]> {
  const groups = new Map<string, TypeCount[]>();
  for (const count of counts) groups.set(count.agentId, [...(groups.get(count.agentId) ?? []), count]);
  return groups;
}
