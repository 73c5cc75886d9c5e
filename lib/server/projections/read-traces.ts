import type { Pool } from "pg";
import type { Trace } from "@/lib/contract/trace";
import { elapsedMs } from "@/lib/timeline/event-time";
import { instantOf, rawEventTypes } from "../store/event-row";
import { Bindings } from "../store/where-from-filter";
import { newestLabelled } from "./labelled-traces";
import { type ListConditions, type ListPage, type ListQuery, listConditions, listPage } from "./list-query";
import { type ModelsId, poolOf } from "./models";
import { inSnapshot } from "./snapshot";

type Row = Pick<Trace, "trace_id" | "sources" | "agents" | "session_ids" | "task_ids" | "projects" | "started_at"> & {
  last_seen: string;
  first_cursor: string;
  place: string;
  events: string;
  errors: string;
};

/** What a trace has several of. */
const labels = {
  agent_id: (any) => `t.agents && ${any}`,
  session_id: (any) => `t.session_ids && ${any}`,
  task_id: (any) => `t.task_ids && ${any}`,
  project: (any) => `t.projects && ${any}`,
  source: (any) => `t.sources && ${any}`,
} as const satisfies ListConditions;

/** Fields that a list of traces may be narrowed by. */
const fields = { ...labels, trace_id: "trace_id", correlation_id: "trace_id" } as const satisfies ListConditions;

/** A workspace's traces, the one that was heard of last first. */
export async function pageTraces(models: ModelsId, query: ListQuery): Promise<ListPage<Trace>> {
  const bindings = new Bindings();
  const where = listConditions(models, query, { place: "place", placesPerCursor: 2, fields, bindings });
  const { filter, before, limit } = query;
  const wanted = limit + 1;
  const isLabelled = Object.keys(labels).some((field) => filter[field as keyof typeof labels] !== undefined);
  const rows = isLabelled
    ? await inSnapshot(poolOf(models), (client) =>
        newestLabelled<Row>(client, { where, values: bindings.values, before, wanted }),
      )
    : await newest(poolOf(models), { where, bindings, wanted });
  return listPage(rows, limit, { item: traceOf, place: (row) => Number(row.place) });
}

type Asked = { where: string; bindings: Bindings; wanted: number };

async function newest(from: Pool, { where, bindings, wanted }: Asked): Promise<Row[]> {
  const { rows } = await from.query<Row>({
    text: `SELECT t.* FROM traces t WHERE ${where} ORDER BY t.place DESC LIMIT ${bindings.bind(wanted)}`,
    values: bindings.values,
    types: rawEventTypes,
  });
  return rows;
}

/** Null for an id that no event of this workspace has as its trace or correlation. */
export async function findTrace(models: ModelsId, traceId: string): Promise<Trace | null> {
  const { rows } = await poolOf(models).query<Row>({
    text: "SELECT t.* FROM traces t WHERE t.workspace_id = $1 AND t.trace_id = $2",
    values: [models, traceId],
    types: rawEventTypes,
  });
  return rows[0] ? traceOf(rows[0]) : null;
}

function traceOf(row: Row): Trace {
  const [startedAt, lastSeen] = [instantOf(row.started_at), instantOf(row.last_seen)];
  return {
    trace_id: row.trace_id,
    sources: row.sources,
    agents: row.agents,
    session_ids: row.session_ids,
    task_ids: row.task_ids,
    projects: row.projects,
    started_at: startedAt,
    last_seen: lastSeen,
    duration_ms: elapsedMs(startedAt, lastSeen) ?? 0,
    count: Number(row.events),
    has_errors: Number(row.errors) > 0,
    first_cursor: Number(row.first_cursor),
    cursor: Math.floor(Number(row.place) / 2),
  };
}
