import { allowingKinds, operationMax } from "@/lib/timeline/permissions";
import { toldCharactersMax } from "@/lib/timeline/told";
import { at, begins, inRange, isDenial, kind, newest, quoted, toldName, toldText } from "./fold-sql";
import type { Projection } from "./projection";

/** How often each agent was allowed and denied each operation: `projectPermissions` in SQL. */
export const permissionsProjection: Projection = {
  name: "permissions",
  version: 1,
  tables: ["permissions"],
  statements: [
    {
      when: `e.status = 'denied' OR ${begins("oper", "perm")}`,
      text: `WITH decisions AS (
      SELECT coalesce(e.agent_id, '') AS agent_id,
        coalesce(e.operation, ${toldName(operationMax, "m.tool_name", 'm."toolName"')}, '') AS operation,
        e.cursor, ${at} AS at, ${isDenial} AS is_denial, ${toldText(toldCharactersMax, "m.reason", "m.error")} AS reason
      FROM events e CROSS JOIN LATERAL json_to_record(e.metadata) AS m (
        tool_name text, "toolName" text, reason text, error text
      )
      WHERE ${inRange} AND (${isDenial} OR ${kind} IN (${quoted(allowingKinds)}))
    )
    INSERT INTO permissions AS p (
      workspace_id, agent_id, operation, allowed, denied, denied_at, denial_reason, denial_cursor, last_seen, last_cursor
    )
    SELECT $1, agent_id, operation, count(*) FILTER (WHERE NOT is_denial), count(*) FILTER (WHERE is_denial),
      ${newest("at", "is_denial")}, ${newest("reason", "is_denial")}, max(cursor) FILTER (WHERE is_denial),
      ${newest("at", "true")}, max(cursor)
    FROM decisions GROUP BY agent_id, operation
    ON CONFLICT (workspace_id, agent_id, operation) DO UPDATE SET
      allowed = p.allowed + excluded.allowed,
      denied = p.denied + excluded.denied,
      denied_at = coalesce(excluded.denied_at, p.denied_at),
      denial_reason = CASE WHEN excluded.denial_cursor IS NULL THEN p.denial_reason ELSE excluded.denial_reason END,
      denial_cursor = coalesce(excluded.denial_cursor, p.denial_cursor),
      last_seen = excluded.last_seen,
      last_cursor = excluded.last_cursor`,
    },
  ],
};
