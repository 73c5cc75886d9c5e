import { sessionAgentsMax } from "@/lib/contract/limits";
import type { Session } from "@/lib/contract/session";
import { elapsedMs } from "@/lib/timeline/event-time";
import { instantOf, rawEventTypes } from "../store/event-row";
import { Bindings } from "../store/where-from-filter";
import { type ListConditions, type ListPage, type ListQuery, listConditions, listPage } from "./list-query";
import { type ModelsId, poolOf } from "./models";

const columns = `t.*, a.agents, a.agents_total`;
const agents = `CROSS JOIN LATERAL (
  SELECT (SELECT count(*) FROM session_agents a WHERE a.workspace_id = t.workspace_id AND a.session_id = t.session_id)
      AS agents_total,
    ARRAY(SELECT a.agent_id FROM session_agents a WHERE a.workspace_id = t.workspace_id AND a.session_id = t.session_id
      ORDER BY a.first_cursor LIMIT ${sessionAgentsMax}) AS agents
) a`;

type Row = {
  session_id: string;
  agents: string[];
  agents_total: string;
  sources: string[];
  projects: string[];
  begun_at: string | null;
  ended_at: string | null;
  ended_in_failure: boolean | null;
  first_seen: string;
  last_seen: string;
  last_cursor: string;
} & Record<"events" | "errors" | "denials" | "tasks_started" | "tasks_completed" | "tasks_failed", string> &
  Record<"input_tokens" | "output_tokens" | "cache_read_tokens" | "cost_usd", string | null>;

/** The ids are gathered first: they are few, and the table's key finds the rest. */
const ofTrace = (any: string) => `t.session_id = ANY (ARRAY(
  SELECT unnest(r.session_ids) FROM traces r WHERE r.workspace_id = $1 AND r.trace_id = ANY (${any})))`;

/** Fields that a list of sessions may be narrowed by. */
const fields = {
  agent_id: (any) =>
    `t.session_id IN (SELECT a.session_id FROM session_agents a WHERE a.workspace_id = t.workspace_id AND a.agent_id = ANY (${any}))`,
  session_id: "session_id",
  task_id: (any) => `t.session_id = ANY (ARRAY(
    SELECT k.session_id FROM tasks k WHERE k.workspace_id = $1 AND k.task_id = ANY (${any})))`,
  trace_id: ofTrace,
  correlation_id: ofTrace,
  project: (any) => `t.projects && ${any}`,
  source: (any) => `t.sources && ${any}`,
  state: (any) =>
    `CASE WHEN t.ended_at IS NULL THEN 'open' WHEN t.ended_in_failure THEN 'failed' ELSE 'done' END = ANY (${any})`,
} as const satisfies ListConditions;

/** A workspace's sessions, the one that was heard of last first. */
export async function pageSessions(models: ModelsId, query: ListQuery): Promise<ListPage<Session>> {
  const bindings = new Bindings();
  const where = listConditions(models, query, { place: "last_cursor", fields, bindings });
  const page = `SELECT * FROM sessions t WHERE ${where} ORDER BY t.last_cursor DESC LIMIT ${bindings.bind(query.limit + 1)}`;
  const { rows } = await poolOf(models).query<Row>({
    text: `SELECT ${columns} FROM (${page}) t ${agents} ORDER BY t.last_cursor DESC`,
    values: bindings.values,
    types: rawEventTypes,
  });
  return listPage(rows, query.limit, { item: sessionOf, place: (row) => Number(row.last_cursor) });
}

/** Null for a session that no event of this workspace names. */
export async function findSession(models: ModelsId, sessionId: string): Promise<Session | null> {
  const { rows } = await poolOf(models).query<Row>({
    text: `SELECT ${columns} FROM sessions t ${agents} WHERE t.workspace_id = $1 AND t.session_id = $2`,
    values: [models, sessionId],
    types: rawEventTypes,
  });
  return rows[0] ? sessionOf(rows[0]) : null;
}

function sessionOf(row: Row): Session {
  const startedAt = instantOf(row.begun_at ?? row.first_seen);
  const lastSeen = instantOf(row.last_seen);
  const endedAt = row.ended_at && instantOf(row.ended_at);
  const sum = (value: string | null) => (value === null ? null : Number(value));
  const usage = {
    input_tokens: sum(row.input_tokens),
    output_tokens: sum(row.output_tokens),
    cache_read_tokens: sum(row.cache_read_tokens),
    cost_usd: sum(row.cost_usd),
  };
  const outcome = row.ended_in_failure ? "failed" : "done";
  return {
    session_id: row.session_id,
    agents: row.agents,
    agents_total: Number(row.agents_total),
    sources: row.sources,
    projects: row.projects,
    started_at: startedAt,
    last_seen: lastSeen,
    ended_at: endedAt,
    duration_ms: elapsedMs(startedAt, endedAt ?? lastSeen) ?? 0,
    outcome: endedAt === null ? null : outcome,
    counts: { events: Number(row.events), errors: Number(row.errors), denials: Number(row.denials) },
    tasks: {
      started: Number(row.tasks_started),
      completed: Number(row.tasks_completed),
      failed: Number(row.tasks_failed),
    },
    usage: Object.values(usage).every((value) => value === null) ? null : usage,
    cursor: Number(row.last_cursor),
  };
}
