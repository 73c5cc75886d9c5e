import { taskSteps } from "@/lib/timeline/tasks";
import { toldCharactersMax } from "@/lib/timeline/told";
import { at, begins, inRange, kind, newest, oldest, quoted, toldText } from "./fold-sql";
import type { Projection } from "./projection";

const ended = "kind IN ('task.completed', 'task.failed')";

/**
 * Tasks and how long they took: `projectTasks` and `projectDurations` in SQL.
 *
 * A range knows the attempts that began in it; an end whose attempt began earlier looks into the table for the start. What the
 * newest start or end says (the fields by `run_cursor`) replaces what was there as a whole, where the range has one.
 */
export const tasksProjection: Projection = {
  name: "tasks",
  version: 1,
  tables: ["tasks", "task_durations"],
  statements: [
    {
      when: begins("task"),
      text: `WITH steps AS (
      SELECT e.task_id, e.cursor, ${kind} AS kind, ${at} AS at, e.agent_id, e.session_id, e.operation, e.project, e.source,
        ${toldText(toldCharactersMax, "m.parent_task_id", 'm."parentTaskId"')} AS parent_task_id,
        ${toldText(toldCharactersMax, "m.error", "m.reason")} AS error,
        told_number(m.duration_ms, m."durationMs") AS told_ms,
        count(*) FILTER (WHERE ${kind} = 'task.started') OVER (PARTITION BY e.task_id ORDER BY e.cursor) AS attempt
      FROM events e CROSS JOIN LATERAL json_to_record(e.metadata) AS m (
        parent_task_id text, "parentTaskId" text, error text, reason text, duration_ms text, "durationMs" text
      )
      WHERE ${inRange} AND ${kind} IN (${quoted(Object.keys(taskSteps))})
    ), attempts AS (
      SELECT s.*, CASE
          WHEN s.task_id IS NULL THEN NULL
          WHEN s.attempt > 0 THEN first_value(s.at) OVER (PARTITION BY s.task_id, s.attempt ORDER BY s.cursor)
          WHEN ${ended} THEN
            -- A range and an order leave one index to go by, also in a plan from when the table was empty.
            (SELECT t.started_at FROM tasks t
              WHERE t.workspace_id = $1 AND t.task_id >= s.task_id AND t.task_id <= s.task_id ORDER BY t.task_id LIMIT 1)
        END AS since
      FROM steps s
    ), runs AS (
      SELECT a.*, CASE WHEN ${ended} THEN duration_ms(since, at, told_ms) END AS duration FROM attempts a
    ), durations AS (
      INSERT INTO task_durations (workspace_id, agent_id, cursor, duration_ms)
      SELECT $1, agent_id, cursor, duration FROM runs WHERE duration IS NOT NULL AND agent_id IS NOT NULL
    )
    INSERT INTO tasks AS t (
      workspace_id, task_id, agent_id, session_id, parent_task_id, operation, project, source, state, started_at, ended_at,
      duration_ms, attempts, error, run_cursor, first_seen, last_seen, last_cursor
    )
    SELECT $1, task_id, ${newest("agent_id", "agent_id IS NOT NULL AND kind <> 'task.archived'")}, ${newest("session_id")},
      ${newest("parent_task_id")}, ${newest("operation")}, ${newest("project")}, ${newest("source")},
      CASE ${newest("kind", "true")} ${Object.entries(taskSteps)
        .map(([step, state]) => `WHEN '${step}' THEN '${state}'`)
        .join(" ")} END,
      ${newest("at", "kind = 'task.started'")},
      ${newest(`CASE WHEN ${ended} THEN at END`, `kind = 'task.started' OR ${ended}`)},
      ${newest("duration", `kind = 'task.started' OR ${ended}`)},
      max(attempt),
      ${newest("CASE WHEN kind = 'task.failed' THEN error END", `kind = 'task.started' OR ${ended}`)},
      max(cursor) FILTER (WHERE kind = 'task.started' OR ${ended}),
      ${oldest("at", "true")}, ${newest("at", "true")}, max(cursor)
    FROM runs WHERE task_id IS NOT NULL GROUP BY task_id
    ON CONFLICT (workspace_id, task_id) DO UPDATE SET
      agent_id = coalesce(excluded.agent_id, t.agent_id),
      session_id = coalesce(excluded.session_id, t.session_id),
      parent_task_id = coalesce(excluded.parent_task_id, t.parent_task_id),
      operation = coalesce(excluded.operation, t.operation),
      project = coalesce(excluded.project, t.project),
      source = coalesce(excluded.source, t.source),
      state = excluded.state,
      started_at = coalesce(excluded.started_at, t.started_at),
      ended_at = CASE WHEN excluded.run_cursor IS NULL THEN t.ended_at ELSE excluded.ended_at END,
      duration_ms = CASE WHEN excluded.run_cursor IS NULL THEN t.duration_ms ELSE excluded.duration_ms END,
      attempts = t.attempts + excluded.attempts,
      error = CASE WHEN excluded.run_cursor IS NULL THEN t.error ELSE excluded.error END,
      run_cursor = coalesce(excluded.run_cursor, t.run_cursor),
      last_seen = excluded.last_seen,
      last_cursor = excluded.last_cursor`,
    },
  ],
};
