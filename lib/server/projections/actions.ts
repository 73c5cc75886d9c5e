import { actionNameMax, toolsToldMax } from "@/lib/timeline/actions";
import { toldCharactersMax } from "@/lib/timeline/told";
import { at, inRange, isDenial, kind, newest, oldest, toldName, toldText } from "./fold-sql";
import type { Projection } from "./projection";

/** `endOf` in SQL, on the columns of `told`. */
const end = `CASE
  WHEN is_denial THEN 'denied'
  WHEN kind LIKE 'operation.%' OR kind LIKE 'permission.%' OR kind = 'tool.started' THEN NULL
  WHEN kind = 'tool.failed' OR status = 'failure' THEN 'failed'
  WHEN kind = 'tool.completed' OR status = 'success' THEN 'completed'
END`;

const firstKnown = (column: string) => `${column} = coalesce(a.${column}, excluded.${column})`;
const ofNewestEnd = (column: string) =>
  `${column} = CASE WHEN excluded.state IS NULL THEN a.${column} ELSE excluded.${column} END`;

/**
 * Actions, and what a session's events tell of tools besides: `projectActions` and `projectTools` in SQL. Metadata is parsed
 * where its text has a name that begins with `tool`.
 */
export const actionsProjection: Projection = {
  name: "actions",
  version: 2,
  tables: ["actions", "session_tools"],
  statements: [
    `WITH told AS (
      SELECT e.cursor, ${kind} AS kind, ${at} AS at, e.status, ${isDenial} AS is_denial, e.session_id, e.agent_id, e.task_id,
        e.project, e.source, ${toldName(actionNameMax, "m.tool_use_id", 'm."toolUseId"')} AS tool_use_id,
        ${toldName(actionNameMax, "m.tool_name", 'm."toolName"')} AS tool_name,
        ${toldText(toldCharactersMax, "m.error", "m.reason")} AS error,
        told_number(m.duration_ms, m."durationMs") AS told_ms,
        CASE WHEN json_typeof(m.tools_used) = 'array' THEN m.tools_used
          WHEN json_typeof(m."toolsUsed") = 'array' THEN m."toolsUsed" END AS tools_used
      FROM events e CROSS JOIN LATERAL json_to_record(e.metadata) AS m (
        tool_use_id text, "toolUseId" text, tool_name text, "toolName" text, error text, reason text,
        duration_ms text, "durationMs" text, tools_used json, "toolsUsed" json
      )
      WHERE ${inRange} AND strpos(e.metadata::text, '"tool') > 0
    ), tools AS (
      INSERT INTO session_tools AS t (workspace_id, session_id, tool_name, starts, ends, told)
      SELECT $1, session_id, tool_name, sum(starts), sum(ends), sum(told) FROM (
        SELECT session_id, tool_name, (kind = 'tool.started')::int AS starts, (kind <> 'tool.started')::int AS ends, 0 AS told
        FROM told WHERE tool_use_id IS NULL AND tool_name IS NOT NULL AND kind LIKE 'tool.%'
        UNION ALL
        SELECT session_id, u.tool, 0, 0, 1 FROM told CROSS JOIN LATERAL (
          SELECT DISTINCT (v #>> '{}') COLLATE "C" AS tool FROM json_array_elements(tools_used) AS v
          WHERE json_typeof(v) = 'string' AND length(v #>> '{}') BETWEEN 1 AND ${actionNameMax}
          ORDER BY 1 LIMIT ${toolsToldMax}
        ) u WHERE tools_used IS NOT NULL
      ) s WHERE session_id IS NOT NULL GROUP BY session_id, tool_name
      ON CONFLICT (workspace_id, session_id, tool_name) DO UPDATE SET
        starts = t.starts + excluded.starts, ends = t.ends + excluded.ends, told = t.told + excluded.told
    ), steps AS (
      SELECT *, ${end} AS step FROM told WHERE tool_use_id IS NOT NULL
    )
    INSERT INTO actions AS a (
      workspace_id, session_id, tool_use_id, agent_id, task_id, project, source, tool_name, state, fault, started_at,
      ended_at, told_ms, error, last_seen, first_cursor, last_cursor, events
    )
    SELECT $1, coalesce(session_id, ''), tool_use_id, ${oldest("agent_id")}, ${oldest("task_id")}, ${oldest("project")},
      ${oldest("source")}, ${oldest("tool_name")}, ${newest("step")},
      ${newest("CASE WHEN step <> 'completed' THEN step END", "step IS NOT NULL")}, min(at), ${newest("at", "step IS NOT NULL")},
      ${newest("told_ms", "step IS NOT NULL")},
      ${newest("CASE WHEN step <> 'completed' THEN error END", "step IS NOT NULL")},
      max(at), min(cursor), max(cursor), count(*)
    FROM steps GROUP BY coalesce(session_id, ''), tool_use_id
    ON CONFLICT (workspace_id, session_id, tool_use_id) DO UPDATE SET
      ${["agent_id", "task_id", "project", "source", "tool_name"].map(firstKnown).join(", ")},
      ${["fault", "ended_at", "told_ms", "error"].map(ofNewestEnd).join(", ")},
      state = coalesce(excluded.state, a.state),
      started_at = least(a.started_at, excluded.started_at),
      last_seen = greatest(a.last_seen, excluded.last_seen),
      last_cursor = excluded.last_cursor,
      events = a.events + excluded.events`,
  ],
};
