import { sessionEnds, sessionStarts } from "@/lib/timeline/sessions";
import { toldCharactersMax } from "@/lib/timeline/told";
import { at, begins, inRange, kind, lookUp, quoted } from "./fold-sql";

/** Events of agents themselves: what people do to an agent's record is appended under a source that is ours alone. */
export const ofAgents = `${inRange} AND e.agent_id IS NOT NULL`;
export const isOwn = "e.source IS DISTINCT FROM 'sightline'";

const family = `split_part(${kind}, '.', 1)`;
const step = `split_part(${kind}, '.', 2)`;
const endsAll = `${kind} IN (${quoted([...sessionStarts, ...sessionEnds])})`;
const endsTools = `(${family} = 'turn' AND ${step} <> 'started')`;
/** Looked at first, as it costs least: most events begin and end nothing. */
const mayEndAll = begins("turn", "sess", "agen");

// Rows are found by look-ups in the index, one for each that the range names, and never by a join, which may read a table
// from end to end: while it grows, the planner believes that it is as small as it was (see `lookUp`).

/** A session's start or end leaves nothing open, a turn's end no tool. All that is stored began before the range. */
export const emptyOpenWork = {
  when: mayEndAll,
  text: `
  DELETE FROM agent_open_work WHERE ctid = ANY (ARRAY(
    SELECT o.ctid FROM (
      SELECT e.agent_id, bool_or(${endsAll}) AS is_all FROM events e
      WHERE ${ofAgents} AND ${mayEndAll} AND ${isOwn} AND (${endsAll} OR ${endsTools})
      GROUP BY e.agent_id
    ) c
    CROSS JOIN LATERAL (
      SELECT o.ctid FROM agent_open_work o
      WHERE o.workspace_id = $1 AND o.agent_id >= c.agent_id AND o.agent_id <= c.agent_id AND (c.is_all OR o.is_tool)
      ORDER BY o.agent_id OFFSET 0
    ) o
  ))`,
};

/**
 * `stepOpenWork` in SQL: of each piece of work that the range names, what was said last decides, unless everything was ended
 * after it. A refused call never runs, so a denial ends its tool; one that begins at the same time is begun. What is asked of an
 * event is worked out once: `OFFSET 0` keeps the planner from writing it out wherever it is used.
 */
export const foldOpenWork = `
  WITH acts AS MATERIALIZED (
    SELECT k.*, k.family = 'turn' AND k.step <> 'started' AS ends_tools,
      CASE WHEN k.family = 'tool' OR k.is_denied THEN left(coalesce(
        nullif(k.metadata ->> 'tool_use_id', ''), nullif(k.metadata ->> 'toolUseId', ''), k.operation, ''
      ), ${toldCharactersMax}) END AS tool
    FROM (
      SELECT e.*, split_part(e.kind, '.', 1) AS family, split_part(e.kind, '.', 2) AS step,
        e.kind IN (${quoted([...sessionStarts, ...sessionEnds])}) AS ends_all,
        e.status IS NOT DISTINCT FROM 'denied' OR e.kind IN ('operation.denied', 'permission.denied') AS is_denied
      FROM (
        SELECT e.agent_id, e.cursor, ${kind} AS kind, e.status, e.task_id, e.operation, e.session_id, e.metadata
        FROM events e
        WHERE ${ofAgents} AND ${isOwn}
          AND (${begins("task", "turn", "tool", "sess", "agen", "oper", "perm")} OR e.status = 'denied') OFFSET 0
      ) e OFFSET 0
    ) k
    WHERE k.family IN ('task', 'turn', 'tool') OR k.ends_all OR k.is_denied
  ), placed AS (
    SELECT a.*, max(a.cursor) FILTER (WHERE a.ends_all) OVER by_agent AS all_at,
      max(a.cursor) FILTER (WHERE a.ends_tools) OVER by_agent AS tools_at
    FROM acts a WINDOW by_agent AS (PARTITION BY a.agent_id COLLATE "C")
  ), said AS (
    SELECT p.agent_id, s.family, s.name, max(p.cursor * 2 + s.is_start::int) AS last, max(p.all_at) AS all_at,
      max(p.tools_at) AS tools_at
    FROM placed p CROSS JOIN LATERAL (
      SELECT p.family, CASE p.family WHEN 'task' THEN coalesce(p.task_id, p.operation, '')
        WHEN 'turn' THEN coalesce(p.session_id, '') ELSE p.tool END AS name, p.step = 'started' AS is_start
      WHERE p.family IN ('task', 'turn', 'tool') AND p.step IN ('started', 'completed', 'failed', 'archived')
      UNION ALL SELECT 'tool', p.tool, false WHERE p.is_denied
    ) s
    GROUP BY p.agent_id, s.family, s.name
  ), work AS MATERIALIZED (
    SELECT agent_id, int8send(hashtextextended(family || ' ' || name, 0)) AS name, family = 'tool' AS is_tool,
      last / 2 AS cursor,
      last % 2 = 1 AND last / 2 > greatest(all_at, CASE WHEN family = 'tool' THEN tools_at END, 0) AS is_open
    FROM said
  ), ended AS (
    DELETE FROM agent_open_work WHERE ctid = ANY (ARRAY(
      SELECT o.ctid FROM work w CROSS JOIN LATERAL (
        SELECT o.ctid FROM agent_open_work o
        WHERE o.workspace_id = $1 AND ${lookUp({ "o.agent_id": "w.agent_id", "o.name": "w.name" })}
      ) o WHERE NOT w.is_open
    ))
  )
  INSERT INTO agent_open_work (workspace_id, agent_id, name, is_tool, cursor, begun_at)
  SELECT $1, w.agent_id, w.name, w.is_tool, w.cursor,
    (SELECT ${at} FROM events e WHERE e.workspace_id = $1 AND e.cursor = w.cursor)
  FROM work w WHERE w.is_open
  ON CONFLICT (workspace_id, agent_id, name) DO UPDATE SET cursor = excluded.cursor, begun_at = excluded.begun_at`;
