import type { Budget, BudgetPoint } from "@/lib/contract/budget";
import { instantOf, rawEventTypes } from "../store/event-row";
import { Bindings } from "../store/where-from-filter";
import { type ListConditions, type ListPage, type ListQuery, listConditions, listPage } from "./list-query";
import { type ModelsId, poolOf } from "./models";

type Row = Pick<Budget, "agent_id" | "remaining" | "limit" | "unit"> & {
  spent: string | null;
  updates: string;
  last_seen: string;
  last_cursor: string;
};

/** Fields that a list of budgets may be narrowed by. */
const fields = { agent_id: "agent_id" } as const satisfies ListConditions;

/** A workspace's budgets, the one updated last first. */
export async function pageBudgets(models: ModelsId, query: ListQuery): Promise<ListPage<Budget>> {
  const bindings = new Bindings();
  const where = listConditions(models, query, { place: "last_cursor", fields, bindings });
  const { rows } = await poolOf(models).query<Row>({
    text: `SELECT t.* FROM budgets t WHERE ${where} ORDER BY t.last_cursor DESC LIMIT ${bindings.bind(query.limit + 1)}`,
    values: bindings.values,
    types: rawEventTypes,
  });
  return listPage(rows, query.limit, { item: budgetOf, place: (row) => Number(row.last_cursor) });
}

/** Null for an agent without a budget. */
export async function findBudget(models: ModelsId, agentId: string): Promise<Budget | null> {
  const { rows } = await poolOf(models).query<Row>({
    text: "SELECT t.* FROM budgets t WHERE t.workspace_id = $1 AND t.agent_id = $2",
    values: [models, agentId],
    types: rawEventTypes,
  });
  return rows[0] ? budgetOf(rows[0]) : null;
}

type SeriesOptions = { pointsMax: number; since?: string | undefined; until?: string | undefined };
type PointRow = Pick<BudgetPoint, "remaining" | "limit" | "min_remaining" | "max_remaining"> & {
  at: string;
  spent: string | null;
  updates: string;
  bucket_ms: string | null;
};

/**
 * An agent's updates in a range of times; where there are more than `pointsMax`, drawn together into stretches of equal
 * length (`drawTogether`).
 */
export async function readBudgetSeries(
  models: ModelsId,
  agentId: string,
  { pointsMax, since, until }: SeriesOptions,
): Promise<{ series: BudgetPoint[]; bucketMs: number | null }> {
  const { rows } = await poolOf(models).query<PointRow>({
    text: `
      WITH points AS (
        SELECT * FROM budget_points WHERE workspace_id = $1 AND agent_id = $2
          AND at >= coalesce($4::timestamptz, '-infinity') AND at < coalesce($5::timestamptz, 'infinity')
      ), span AS (
        SELECT count(*) AS points, date_trunc('milliseconds', min(at)) AS start,
          ceil((floor(extract(EPOCH FROM max(at) - date_trunc('milliseconds', min(at))) * 1000) + 1) / $3)::bigint AS ms
        FROM points
      )
      SELECT max(at) AS at, (array_agg(remaining ORDER BY at, cursor))[count(*)] AS remaining,
        (array_agg("limit" ORDER BY at, cursor))[count(*)] AS "limit",
        (array_agg(spent ORDER BY at, cursor))[count(*)] AS spent,
        min(remaining) AS min_remaining, max(remaining) AS max_remaining, count(*) AS updates,
        min(CASE WHEN s.points > $3 THEN s.ms END) AS bucket_ms
      FROM points p CROSS JOIN span s
      GROUP BY CASE WHEN s.points > $3 THEN floor(extract(EPOCH FROM p.at - s.start) * 1000 / s.ms) ELSE p.cursor END
      ORDER BY max(at), max(cursor)`,
    values: [models, agentId, pointsMax, since ?? null, until ?? null],
    types: rawEventTypes,
  });
  const bucketMs = rows[0]?.bucket_ms ?? null;
  return { series: rows.map(pointOf), bucketMs: bucketMs === null ? null : Number(bucketMs) };
}

function pointOf({ bucket_ms: _, at, spent, updates, ...fields }: PointRow): BudgetPoint {
  return { ...fields, at: instantOf(at), spent: spent === null ? null : Number(spent), updates: Number(updates) };
}

function budgetOf(row: Row): Budget {
  return {
    agent_id: row.agent_id,
    remaining: row.remaining,
    limit: row.limit,
    spent: row.spent === null ? null : Number(row.spent),
    unit: row.unit,
    updates: Number(row.updates),
    last_seen: instantOf(row.last_seen),
    cursor: Number(row.last_cursor),
  };
}
