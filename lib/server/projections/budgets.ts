import { unitMax } from "@/lib/timeline/budgets";
import { at, begins, inRange, kind, newest, toldName } from "./fold-sql";
import type { Projection } from "./projection";

/**
 * Budgets and the course of each: `projectBudgets` in SQL. What an update's `spent` begins from is the sum of the agent's updates
 * before it in the range and what its row held before the range.
 */
export const budgetsProjection: Projection = {
  name: "budgets",
  version: 1,
  tables: ["budgets", "budget_points"],
  statements: [
    {
      when: begins("budget"),
      text: `WITH updates AS (
      SELECT e.agent_id, e.cursor, ${at} AS at,
        coalesce(told_number(m.remaining, NULL), told_number(m.budget_remaining, m."budgetRemaining"))::float8 AS remaining,
        coalesce(told_number(m.limit, NULL), told_number(m.budget_limit, m."budgetLimit"))::float8 AS "limit",
        greatest(coalesce(told_number(m.deducted, NULL), -told_number(m.delta, NULL)), 0) AS taken,
        ${toldName(unitMax, "m.unit")} AS unit
      FROM events e CROSS JOIN LATERAL json_to_record(e.metadata) AS m (
        remaining text, budget_remaining text, "budgetRemaining" text, "limit" text, budget_limit text, "budgetLimit" text,
        deducted text, delta text, unit text
      )
      WHERE ${inRange} AND e.agent_id IS NOT NULL AND ${kind} = 'budget.updated'
    ), points AS (
      -- A range and an order leave one index to go by, also in a plan from when the table was empty.
      SELECT u.*, sum(nullif(u.taken, 0)) OVER (PARTITION BY u.agent_id ORDER BY u.cursor) AS taken_in_range, (
          SELECT b.spent FROM budgets b WHERE b.workspace_id = $1 AND b.agent_id >= u.agent_id AND b.agent_id <= u.agent_id
          ORDER BY b.agent_id LIMIT 1
        ) AS spent_before
      FROM updates u
    ), totals AS (
      SELECT p.*, coalesce(spent_before + taken_in_range, spent_before, taken_in_range) AS spent FROM points p
    ), course AS (
      INSERT INTO budget_points (workspace_id, agent_id, cursor, at, remaining, "limit", spent)
      SELECT $1, agent_id, cursor, at, remaining, "limit", spent FROM totals
    )
    INSERT INTO budgets AS b (workspace_id, agent_id, remaining, "limit", spent, unit, updates, last_seen, last_cursor)
    SELECT $1, agent_id, ${newest("remaining", "true")}, ${newest('"limit"')}, ${newest("spent", "true")}, ${newest("unit")},
      count(*), ${newest("at", "true")}, max(cursor)
    FROM totals GROUP BY agent_id
    ON CONFLICT (workspace_id, agent_id) DO UPDATE SET
      remaining = excluded.remaining,
      "limit" = coalesce(excluded."limit", b."limit"),
      spent = excluded.spent,
      unit = coalesce(excluded.unit, b.unit),
      updates = b.updates + excluded.updates,
      last_seen = excluded.last_seen,
      last_cursor = excluded.last_cursor`,
    },
  ],
};
