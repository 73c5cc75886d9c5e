import type { Task } from "@/lib/contract/task";
import { instantOf, rawEventTypes } from "../store/event-row";
import { Bindings } from "../store/where-from-filter";
import { type ListConditions, type ListPage, type ListQuery, listConditions, listPage } from "./list-query";
import { type ModelsId, poolOf } from "./models";

const columns = `t.task_id, t.agent_id, t.session_id, t.parent_task_id, t.operation, t.project, t.source, t.state,
  t.started_at, t.ended_at, t.duration_ms, t.attempts, t.error, t.first_seen, t.last_seen, t.last_cursor`;

type Row = Omit<Task, "cursor"> & { last_cursor: string };

/** The ids are gathered first: they are few, and the table's key finds the rest. */
const ofTrace = (any: string) => `t.task_id = ANY (ARRAY(
  SELECT unnest(r.task_ids) FROM traces r WHERE r.workspace_id = $1 AND r.trace_id = ANY (${any})))`;

/** Fields that a list of tasks may be narrowed by. */
const fields = {
  agent_id: "agent_id",
  session_id: "session_id",
  task_id: "task_id",
  trace_id: ofTrace,
  correlation_id: ofTrace,
  project: "project",
  source: "source",
  state: "state",
} as const satisfies ListConditions;

/** A workspace's tasks, the one whose life went on last first. */
export async function pageTasks(models: ModelsId, query: ListQuery): Promise<ListPage<Task>> {
  const bindings = new Bindings();
  const where = listConditions(models, query, { place: "last_cursor", fields, bindings });
  const { rows } = await poolOf(models).query<Row>({
    text: `SELECT ${columns} FROM tasks t WHERE ${where} ORDER BY t.last_cursor DESC LIMIT ${bindings.bind(query.limit + 1)}`,
    values: bindings.values,
    types: rawEventTypes,
  });
  return listPage(rows, query.limit, { item: taskOf, place: (row) => Number(row.last_cursor) });
}

/** Null for a task that no event of this workspace tells of. */
export async function findTask(models: ModelsId, taskId: string): Promise<Task | null> {
  const { rows } = await poolOf(models).query<Row>({
    text: `SELECT ${columns} FROM tasks t WHERE t.workspace_id = $1 AND t.task_id = $2`,
    values: [models, taskId],
    types: rawEventTypes,
  });
  return rows[0] ? taskOf(rows[0]) : null;
}

function taskOf({ last_cursor, started_at, ended_at, first_seen, last_seen, ...fields }: Row): Task {
  return {
    ...fields,
    started_at: started_at && instantOf(started_at),
    ended_at: ended_at && instantOf(ended_at),
    first_seen: instantOf(first_seen),
    last_seen: instantOf(last_seen),
    cursor: Number(last_cursor),
  };
}
