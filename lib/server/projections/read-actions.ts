import type { Action } from "@/lib/contract/action";
import type { SessionTool } from "@/lib/contract/session";
import { elapsedMs } from "@/lib/timeline/event-time";
import { instantOf, rawEventTypes } from "../store/event-row";
import { Bindings } from "../store/where-from-filter";
import { type ListConditions, type ListPage, type ListQuery, listConditions, listPage } from "./list-query";
import { type ModelsId, poolOf } from "./models";

type Row = Pick<Action, "tool_use_id" | "agent_id" | "task_id" | "project" | "source" | "tool_name" | "error"> & {
  session_id: string;
  state: Action["state"] | null;
  started_at: string;
  ended_at: string | null;
  told_ms: number | null;
  last_seen: string;
  first_cursor: string;
  last_cursor: string;
  events: string;
};

/** Fields that a list of actions may be narrowed by. */
const fields = {
  agent_id: "agent_id",
  session_id: "session_id",
  task_id: "task_id",
  project: "project",
  source: "source",
} as const satisfies ListConditions;

const faults: readonly string[] = ["failed", "denied"];
/** Failures and denials are few, and kept in a column of their own; the newest of the others are soon found. */
const stateCondition = (wanted: readonly string[] = []) =>
  wanted.every((state) => faults.includes(state))
    ? "fault"
    : (any: string) => `coalesce(t.state, 'started') = ANY (${any})`;

/** A workspace's actions, the one that was heard of last for the first time first. */
export async function pageActions(models: ModelsId, query: ListQuery): Promise<ListPage<Action>> {
  const bindings = new Bindings();
  const where = listConditions(models, query, {
    place: "first_cursor",
    seen: "started_at",
    fields: { ...fields, state: stateCondition(query.filter.state) },
    bindings,
  });
  const { rows } = await poolOf(models).query<Row>({
    text: `SELECT t.* FROM actions t WHERE ${where} ORDER BY t.first_cursor DESC LIMIT ${bindings.bind(query.limit + 1)}`,
    values: bindings.values,
    types: rawEventTypes,
  });
  return listPage(rows, query.limit, { item: actionOf, place: (row) => Number(row.first_cursor) });
}

/** How often each tool was used in a session, most first: `projectTools`. */
export async function readSessionTools(models: ModelsId, sessionId: string): Promise<SessionTool[]> {
  const { rows } = await poolOf(models).query<{ tool_name: string; uses: string }>({
    text: `
      SELECT tool_name, greatest(sum(actions) + greatest(sum(starts), sum(ends)), sum(told)) AS uses FROM (
        SELECT tool_name, 1 AS actions, 0 AS starts, 0 AS ends, 0 AS told FROM actions
        WHERE workspace_id = $1 AND session_id = $2 AND tool_name IS NOT NULL
        UNION ALL
        SELECT tool_name, 0, starts, ends, told FROM session_tools WHERE workspace_id = $1 AND session_id = $2
      ) u GROUP BY tool_name ORDER BY uses DESC, tool_name COLLATE "C"`,
    values: [models, sessionId],
  });
  return rows.map(({ tool_name, uses }) => ({ tool_name, uses: Number(uses) }));
}

function actionOf(row: Row): Action {
  const startedAt = instantOf(row.started_at);
  const endedAt = row.ended_at && instantOf(row.ended_at);
  const told = row.told_ms !== null && row.told_ms >= 0 ? row.told_ms : null;
  return {
    tool_use_id: row.tool_use_id,
    session_id: row.session_id === "" ? null : row.session_id,
    agent_id: row.agent_id,
    task_id: row.task_id,
    project: row.project,
    source: row.source,
    tool_name: row.tool_name,
    state: row.state ?? "started",
    started_at: startedAt,
    ended_at: endedAt,
    duration_ms: told ?? (endedAt === null ? null : elapsedMs(startedAt, endedAt)),
    error: row.error,
    last_seen: instantOf(row.last_seen),
    events: Number(row.events),
    first_cursor: Number(row.first_cursor),
    cursor: Number(row.last_cursor),
  };
}
