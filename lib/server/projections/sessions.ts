import { labelsMax } from "@/lib/contract/limits";
import { sessionEnds, sessionStarts } from "@/lib/timeline/sessions";
import { at, inRange, isDenial, isError, kind, newest, oldest, quoted, setOf } from "./fold-sql";
import type { Projection } from "./projection";

const counts = ["events", "errors", "denials", "tasks_started", "tasks_completed", "tasks_failed"] as const;
/** In the order of the array that the statement makes of an event. */
const usage = ["input_tokens", "output_tokens", "cache_read_tokens", "cost_usd"] as const;
const list = (columns: readonly string[], expression: (column: string, index: number) => string) =>
  columns.map(expression).join(", ");

/**
 * Sessions and the agents in them: `projectSessions` in SQL. Metadata is parsed only where its text has a name of usage in
 * it, which few events have. Few are starts and ends too, so what needs an order (`marks`) goes another way than what adds up
 * (`totals`), and the two meet in the last grouping.
 *
 * An end needs the outcome of the last task before it. `last_end` is that within the range: the largest of (cursor, failed)
 * packed into one number. Where the range has none `ended_in_failure` stays open, and the session's last task of before the range
 * decides.
 */
export const sessionsProjection: Projection = {
  name: "sessions",
  version: 1,
  tables: ["sessions", "session_agents"],
  statements: [
    {
      when: "e.session_id IS NOT NULL",
      text: `WITH named AS (
      SELECT e.session_id, e.cursor, ${kind} AS kind, ${at} AS at, e.agent_id, e.source, e.project, e.status,
        ${isError} AS is_error, ${isDenial} AS is_denial,
        CASE WHEN strpos(x.text, 'okens"') > 0 OR strpos(x.text, '"cost') > 0 THEN (
          SELECT ARRAY[
            told_number(m.input_tokens, m."inputTokens"), told_number(m.output_tokens, m."outputTokens"),
            told_number(m.cache_read_tokens, m."cacheReadTokens"), told_number(m.cost_usd, m."costUsd")
          ] FROM json_to_record(e.metadata) AS m (
            input_tokens text, "inputTokens" text, output_tokens text, "outputTokens" text, cache_read_tokens text,
            "cacheReadTokens" text, cost_usd text, "costUsd" text
          )
        ) END AS usage
      FROM events e CROSS JOIN LATERAL (SELECT e.metadata::text AS text OFFSET 0) x
      WHERE ${inRange} AND e.session_id IS NOT NULL
    ), totals AS (
      SELECT session_id, agent_id, source, project, min(cursor) AS first_cursor, max(cursor) AS last_cursor,
        min(at) AS first_seen, max(at) AS last_seen, count(*) AS events, count(*) FILTER (WHERE is_error) AS errors,
        count(*) FILTER (WHERE is_denial) AS denials, count(*) FILTER (WHERE kind = 'task.started') AS tasks_started,
        count(*) FILTER (WHERE kind = 'task.completed') AS tasks_completed,
        count(*) FILTER (WHERE kind = 'task.failed') AS tasks_failed,
        ${list(usage, (name, i) => `sum(usage[${i + 1}]) FILTER (WHERE usage[${i + 1}] >= 0) AS ${name}`)}
      FROM named GROUP BY session_id, agent_id, source, project
    ), agents AS (
      INSERT INTO session_agents (workspace_id, session_id, agent_id, first_cursor)
      SELECT $1, session_id, agent_id, min(first_cursor) FROM totals WHERE agent_id IS NOT NULL GROUP BY session_id, agent_id
      ON CONFLICT DO NOTHING
    ), marks AS (
      SELECT session_id, cursor, at, status, kind IN (${quoted(sessionStarts)}) AS is_start,
        kind IN (${quoted(sessionEnds)}) AS is_end,
        max(CASE kind WHEN 'task.completed' THEN cursor * 2 WHEN 'task.failed' THEN cursor * 2 + 1 END)
          OVER (PARTITION BY session_id ORDER BY cursor) AS last_end
      FROM named WHERE kind IN (${quoted([...sessionStarts, ...sessionEnds, "task.completed", "task.failed"])})
    )
    INSERT INTO sessions AS s (
      workspace_id, session_id, sources, projects, begun_at, ended_at, ended_in_failure, mark_cursor, last_task_failed,
      first_seen, last_seen, last_cursor, ${counts.join(", ")}, ${usage.join(", ")}
    )
    SELECT $1, session_id, ${setOf("source", labelsMax)}, ${setOf("project", labelsMax)},
      ${oldest("at", "is_start")}, ${newest("CASE WHEN is_end THEN at END", "is_start OR is_end")},
      ${newest("CASE WHEN is_end THEN CASE WHEN status = 'failure' THEN true ELSE last_end % 2 = 1 END END", "is_start OR is_end")},
      max(cursor) FILTER (WHERE is_start OR is_end), max(last_end) % 2 = 1,
      min(first_seen), max(last_seen), max(last_cursor), ${list([...counts, ...usage], (column) => `sum(${column})`)}
    FROM (
      SELECT session_id, source, project, first_seen, last_seen, last_cursor, ${counts.join(", ")}, ${usage.join(", ")},
        NULL::bigint AS cursor, NULL::timestamptz AS at, NULL AS status, false AS is_start, false AS is_end,
        NULL::bigint AS last_end
      FROM totals
      UNION ALL
      SELECT session_id, NULL, NULL, NULL, NULL, NULL, ${list(counts, () => "0")}, ${list(usage, () => "NULL")},
        cursor, at, status, is_start, is_end, last_end
      FROM marks
    ) parts GROUP BY session_id
    ON CONFLICT (workspace_id, session_id) DO UPDATE SET
      sources = united(s.sources, excluded.sources, ${labelsMax}),
      projects = united(s.projects, excluded.projects, ${labelsMax}),
      begun_at = coalesce(s.begun_at, excluded.begun_at),
      ended_at = CASE WHEN excluded.mark_cursor IS NULL THEN s.ended_at ELSE excluded.ended_at END,
      ended_in_failure = CASE WHEN excluded.mark_cursor IS NULL THEN s.ended_in_failure
        ELSE coalesce(excluded.ended_in_failure, s.last_task_failed) END,
      mark_cursor = coalesce(excluded.mark_cursor, s.mark_cursor),
      last_task_failed = coalesce(excluded.last_task_failed, s.last_task_failed),
      first_seen = least(s.first_seen, excluded.first_seen),
      last_seen = greatest(s.last_seen, excluded.last_seen),
      last_cursor = excluded.last_cursor,
      ${list(counts, (column) => `${column} = s.${column} + excluded.${column}`)},
      ${list(usage, (column) => `${column} = coalesce(s.${column} + excluded.${column}, s.${column}, excluded.${column})`)}`,
    },
  ],
};
