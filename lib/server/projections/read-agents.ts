import type { Agent } from "@/lib/contract/agent";
import { isStorable } from "@/lib/contract/event-form";
import type { AgentState } from "@/lib/contract/states";
import { type AgentCourse, agentAt } from "@/lib/timeline/agent-course";
import { courseOf, type Standing, saidBy } from "@/lib/timeline/agent-state";
import { decodeEvent, eventColumns, rawEventTypes, storedEventOf } from "../store/event-row";
import { isKept } from "../store/read-log";
import { type ModelsId, poolOf } from "./models";
import { readTaskPercentiles } from "./task-durations";

/** Types in an agent's counts: whoever may ingest may make up types without end. */
const typesMax = 200;

const ms = (column: string) => `floor(extract(epoch FROM t.${column}) * 1000)::float8`;
const countOf = (...types: string[]) =>
  `coalesce(sum(n.events) FILTER (WHERE n.event_type IN (${types.map((type) => `'${type}'`).join(", ")})), 0)::float8`;

/** What an agent's counts come to; follows the table `t`. */
const countsByType = `CROSS JOIN LATERAL (
    SELECT json_object_agg(n.event_type, n.events ORDER BY n.event_type) FILTER (WHERE n.place <= ${typesMax}) AS by_type,
      ${countOf("task_started", "task.started")} AS started, ${countOf("task_completed", "task.completed")} AS completed,
      ${countOf("task_failed", "task.failed")} AS failed
    FROM (
      SELECT event_type, events, row_number() OVER (ORDER BY events DESC, event_type) AS place
      FROM agent_type_counts WHERE workspace_id = t.workspace_id AND agent_id = t.agent_id
    ) n
  ) c`;

/** The select list of agents; alias the table `t`. */
const agentColumns = `
  t.agent_id, t.agent_name, t.agent_role, t.source, t.project, t.session_id, t.task_id, t.display_name, t.owner, t.tags,
  t.archived, t.deleted, t.cursor::float8 AS cursor, ${ms("first_seen")} AS first_seen, ${ms("last_seen")} AS last_seen,
  t.events::float8 AS events, t.errors::float8 AS errors, t.denials::float8 AS denials,
  t.state, t.state_cursor::float8 AS state_cursor, ${ms("state_at")} AS state_at, ${ms("since")} AS since,
  t.silent_state, ${ms("silent_from")} AS silent_from,
  t.budget_cursor IS NOT NULL AS has_budget, t.budget_remaining::float8 AS budget_remaining,
  t.budget_limit::float8 AS budget_limit, t.budget_spent::float8 AS budget_spent, t.budget_unit,
  c.by_type, c.started, c.completed, c.failed`;

type AgentRow = Pick<
  Agent,
  "agent_id" | "agent_name" | "agent_role" | "source" | "project" | "session_id" | "task_id"
> &
  Pick<Agent, "display_name" | "owner" | "tags" | "archived" | "cursor"> &
  Pick<Agent["counts"], "events" | "errors" | "denials"> &
  Pick<Agent["tasks"], "started" | "completed" | "failed"> & {
    deleted: boolean;
    first_seen: number;
    last_seen: number;
    state: AgentState;
    state_cursor: number;
    state_at: number;
    since: number;
    silent_state: "idle" | "lost" | null;
    silent_from: number | null;
    has_budget: boolean;
    budget_remaining: number | null;
    budget_limit: number | null;
    budget_spent: number | null;
    budget_unit: string | null;
    by_type: Record<string, number> | null;
  };

/** An agent as the read model tells it; null where it knows none of this id, or one that was deleted. */
export async function findAgent(models: ModelsId, agentId: string, nowMs: number): Promise<Agent | null> {
  if (!isStorable(agentId)) return null;
  const [course] = await readAgents(models, { where: "t.agent_id = $2 AND NOT t.deleted", values: [agentId] });
  return course ? agentAt(course, nowMs) : null;
}

/**
 * Agents with what silence will make of them. `where` is about rows aliased `t` and what may follow a WHERE; `$1` is the
 * workspace, `values` come after.
 */
export async function readAgents(
  models: ModelsId,
  { where, values }: { where: string; values: readonly unknown[] },
): Promise<AgentCourse[]> {
  const { rows } = await poolOf(models).query<AgentRow>({
    text: `SELECT ${agentColumns} FROM agents t ${countsByType} WHERE t.workspace_id = $1 AND ${where}`,
    values: [models, ...values],
  });
  if (rows.length === 0) return [];
  const [said, percentiles] = await Promise.all([
    readSaid(
      models,
      rows.map(({ state_cursor }) => state_cursor),
    ),
    readTaskPercentiles(
      models,
      rows.map(({ agent_id }) => agent_id),
    ),
  ]);
  const none = { p50_ms: null, p95_ms: null };
  return rows.map((row) => ({
    facts: factsOf(row, percentiles.get(row.agent_id) ?? none),
    // Retention may have taken the event that proves the state.
    statuses: courseOf(standingOf(row), said.get(row.state_cursor) ?? "its last event is no longer kept"),
  }));
}

/** What the events at these cursors say. */
async function readSaid(models: ModelsId, cursors: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await poolOf(models).query({
    name: "read-proofs",
    text: `SELECT ${eventColumns} FROM events e WHERE e.workspace_id = $1 AND e.cursor = ANY ($2::bigint[])
      AND ${isKept("$1")}`,
    values: [models, cursors],
    types: rawEventTypes,
  });
  const events = rows.map((row) => decodeEvent(storedEventOf(row)));
  return new Map(events.map((event) => [event.cursor, saidBy(event)]));
}

function standingOf({ state, state_cursor, state_at, since, silent_state, silent_from }: AgentRow): Standing {
  const silence = silent_state === null || silent_from === null ? null : { state: silent_state, fromMs: silent_from };
  return { state, cursor: state_cursor, atMs: state_at, sinceMs: since, silence };
}

function factsOf(row: AgentRow, percentiles: Pick<Agent["tasks"], "p50_ms" | "p95_ms">): AgentCourse["facts"] {
  return {
    agent_id: row.agent_id,
    agent_name: row.agent_name,
    agent_role: row.agent_role,
    source: row.source,
    project: row.project,
    display_name: row.display_name,
    owner: row.owner,
    tags: row.tags,
    archived: row.archived,
    ...(row.deleted ? { deleted: true as const } : {}),
    first_seen: new Date(row.first_seen).toISOString(),
    last_seen: new Date(row.last_seen).toISOString(),
    session_id: row.session_id,
    task_id: row.task_id,
    counts: { events: row.events, errors: row.errors, denials: row.denials, by_type: row.by_type ?? {} },
    budget: row.has_budget
      ? { remaining: row.budget_remaining, limit: row.budget_limit, spent: row.budget_spent, unit: row.budget_unit }
      : null,
    tasks: { started: row.started, completed: row.completed, failed: row.failed, ...percentiles },
    cursor: row.cursor,
  };
}
