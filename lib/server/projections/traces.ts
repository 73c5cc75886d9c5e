import { labelsMax } from "@/lib/contract/limits";
import { at, inRange, isError, setOf } from "./fold-sql";
import type { Projection } from "./projection";

const united = (column: string) => `${column} = united(r.${column}, excluded.${column}, ${labelsMax})`;

/** What the events of a trace or correlation id have in common: `projectTraces` in SQL. Its events are read from the log. */
export const tracesProjection: Projection = {
  name: "traces",
  version: 1,
  tables: ["traces"],
  statements: [
    {
      when: "e.trace_id IS NOT NULL OR e.correlation_id IS NOT NULL",
      text: `INSERT INTO traces AS r (
      workspace_id, trace_id, sources, agents, session_ids, task_ids, projects, started_at, last_seen, first_cursor, place,
      events, errors
    )
    SELECT $1, i.id, ${setOf("e.source", labelsMax)}, ${setOf("e.agent_id", labelsMax)}, ${setOf("e.session_id", labelsMax)},
      ${setOf("e.task_id", labelsMax)}, ${setOf("e.project", labelsMax)},
      min(${at}), max(${at}), min(e.cursor), max(e.cursor * 2 + i.second), count(*), count(*) FILTER (WHERE ${isError})
    FROM events e CROSS JOIN LATERAL (VALUES (e.trace_id, 0), (e.correlation_id, 1)) AS i (id, second)
    WHERE ${inRange} AND i.id IS NOT NULL AND (i.second = 0 OR i.id IS DISTINCT FROM e.trace_id)
    GROUP BY i.id
    ON CONFLICT (workspace_id, trace_id) DO UPDATE SET
      ${["sources", "agents", "session_ids", "task_ids", "projects"].map(united).join(", ")},
      started_at = least(r.started_at, excluded.started_at),
      last_seen = greatest(r.last_seen, excluded.last_seen),
      place = excluded.place,
      events = r.events + excluded.events,
      errors = r.errors + excluded.errors`,
    },
  ],
};
