import { idleAfterMs, lostAfterMs, tellingNotifications } from "@/lib/timeline/agent-state";
import { sessionEnds, sessionStarts } from "@/lib/timeline/sessions";
import { isOwn, ofAgents } from "./fold-agent-work";
import { at, isError, kind, lookUp, quoted } from "./fold-sql";

/** Each is what the agent's newest event with one says. */
const latest = ["agent_name", "agent_role", "source", "project", "session_id", "task_id"] as const;

/** Instants of states are whole milliseconds, as they are everywhere else. */
const atMs = `date_trunc('milliseconds', ${at})`;

/** What the newest event proves, for all that a range may say: nothing where it has only what people did. */
const judged = (value: string, column: string) => `CASE WHEN e.cursor IS NULL THEN (k.old).${column} ELSE ${value} END`;

const latestOf = (field: string) => `CASE
  WHEN k.${field}_at IS NULL THEN (k.old).${field}
  WHEN k.${field}_at = e.cursor THEN e.${field}
  ELSE (SELECT f.${field} FROM events f WHERE f.workspace_id = $1 AND f.cursor = k.${field}_at)
END`;

/** The columns of a row of `agents` that events make, each with its value. */
const values: Readonly<Record<string, string>> = {
  cursor: "k.cursor",
  ...Object.fromEntries(latest.map((field) => [field, latestOf(field)])),
  first_seen: "least((k.old).first_seen, k.first_at)",
  last_seen: `greatest((k.old).last_seen, k.last_at, CASE WHEN (k.old).last_seen IS NULL THEN
    (SELECT ${at} FROM events e WHERE e.workspace_id = $1 AND e.cursor = k.first_cursor) END)`,
  events: "coalesce((k.old).events, 0) + k.events",
  errors: "coalesce((k.old).errors, 0) + k.errors",
  denials: "coalesce((k.old).denials, 0) + k.denials",
  state: judged("s.state", "state"),
  state_cursor: judged("e.cursor", "state_cursor"),
  state_at: judged(atMs, "state_at"),
  since: judged(`CASE WHEN s.is_open THEN date_trunc('milliseconds', w.begun_at) ELSE ${atMs} END`, "since"),
  silent_state: judged(
    "CASE WHEN s.state = 'working' THEN CASE WHEN s.is_open THEN 'lost' ELSE 'idle' END END",
    "silent_state",
  ),
  silent_from: judged(
    `CASE WHEN s.state = 'working'
      THEN ${atMs} + CASE WHEN s.is_open THEN INTERVAL '${lostAfterMs} ms' ELSE INTERVAL '${idleAfterMs} ms' END END`,
    "silent_from",
  ),
  last_task_failed: "k.last_task_failed",
  deleted: `CASE WHEN k.deleted_at > coalesce(k.revived_at, 0) THEN true WHEN k.revived_at IS NOT NULL THEN false
    ELSE coalesce((k.old).deleted, false) END`,
};
const columns = Object.keys(values);

/**
 * Agents by the events of a range: `projectStanding` and `projectAgentFacts` in SQL. One pass finds where in the log the
 * newest event of each sort stands; only those are then read, by their cursors. After the open work, which it asks.
 */
export const foldAgents = `
  WITH told AS MATERIALIZED (
    SELECT e.*, e.is_denied OR e.kind IN ('operation.denied', 'permission.denied') AS is_denial FROM (
      SELECT e.agent_id, e.cursor, ${isOwn} AS is_own, ${at} AS at, ${kind} AS kind, ${isError} AS is_error,
        e.status IS NOT DISTINCT FROM 'denied' AS is_denied,
        ${latest.map((field) => `e.${field} IS NOT NULL AS has_${field}`).join(", ")}
      FROM events e WHERE ${ofAgents} OFFSET 0
    ) e
  ), heard AS (
    SELECT agent_id, max(cursor) AS cursor, min(cursor) AS first_cursor, max(cursor) FILTER (WHERE is_own) AS own_cursor,
      min(at) AS first_at, max(at) FILTER (WHERE is_own) AS last_at,
      count(*) AS events, count(*) FILTER (WHERE is_error) AS errors, count(*) FILTER (WHERE is_denial) AS denials,
      ${latest.map((field) => `max(cursor) FILTER (WHERE has_${field} AND is_own) AS ${field}_at`).join(", ")},
      max(cursor) FILTER (WHERE is_own AND kind IN (${quoted(sessionStarts)})) AS session_at,
      max(cursor) FILTER (WHERE is_own AND kind = 'task.completed') AS completed_at,
      max(cursor) FILTER (WHERE is_own AND kind = 'task.failed') AS failed_at,
      max(cursor) FILTER (WHERE NOT is_own AND kind = 'agent.deleted') AS deleted_at,
      max(cursor) FILTER (WHERE is_own OR kind = 'agent.created') AS revived_at
    FROM told GROUP BY agent_id
  ), found AS MATERIALIZED (
    SELECT h.*, (SELECT a FROM agents a WHERE a.workspace_id = $1 AND ${lookUp({ "a.agent_id": "h.agent_id" })}) AS old FROM heard h
  ), known AS (
    SELECT f.*,
      coalesce(f.own_cursor, CASE WHEN (f.old).workspace_id IS NULL THEN f.first_cursor END) AS proof_cursor,
      CASE
        WHEN greatest(f.completed_at, f.failed_at) > coalesce(f.session_at, 0)
          THEN coalesce(f.failed_at, 0) > coalesce(f.completed_at, 0)
        WHEN f.session_at IS NOT NULL THEN false
        ELSE coalesce((f.old).last_task_failed, false)
      END AS last_task_failed
    FROM found f
  )
  INSERT INTO agents (workspace_id, agent_id, ${columns.join(", ")})
  SELECT $1, k.agent_id, ${columns.map((column) => values[column]).join(", ")}
  FROM known k
  LEFT JOIN LATERAL (
    SELECT * FROM events p WHERE p.workspace_id = $1 AND p.cursor = k.proof_cursor OFFSET 0
  ) e ON true
  LEFT JOIN LATERAL (
    SELECT o.begun_at FROM agent_open_work o
    WHERE o.workspace_id = $1 AND o.agent_id >= k.agent_id AND o.agent_id <= k.agent_id
    ORDER BY o.agent_id, o.cursor LIMIT 1
  ) w ON true
  LEFT JOIN LATERAL (
    SELECT judged.state, judged.state = 'working' AND w.begun_at IS NOT NULL AS is_open FROM (
      SELECT CASE
        WHEN k.own_cursor IS NULL THEN 'idle'
        WHEN ${kind} = 'permission.requested' THEN 'waiting'
        WHEN ${kind} = 'agent.notified'
          AND coalesce(e.metadata ->> 'notification_type', '') NOT IN (${quoted(tellingNotifications)}) THEN 'waiting'
        WHEN ${kind} = 'task.completed' THEN 'done'
        WHEN ${kind} = 'task.failed' THEN 'failed'
        WHEN ${kind} IN (${quoted(sessionEnds)})
          THEN CASE WHEN e.status = 'failure' OR k.last_task_failed THEN 'failed' ELSE 'done' END
        WHEN w.begun_at IS NULL AND ${kind} = 'turn.completed' THEN 'idle'
        ELSE 'working'
      END AS state
    ) judged
  ) s ON true
  ON CONFLICT (workspace_id, agent_id) DO UPDATE
  SET ${columns.map((column) => `${column} = excluded.${column}`).join(", ")}`;

/** How often each agent reported each type. */
export const foldAgentTypes = `
  INSERT INTO agent_type_counts AS c (workspace_id, agent_id, event_type, events)
  SELECT $1, e.agent_id, e.event_type, count(*) FROM events e WHERE ${ofAgents} GROUP BY e.agent_id, e.event_type
  ON CONFLICT (workspace_id, agent_id, event_type) DO UPDATE SET events = c.events + excluded.events`;
