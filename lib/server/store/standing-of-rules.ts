import { eventColumns, rawEventTypes, type StoredEvent, storedEventOf } from "./event-row";
import type { NotifierTurn } from "./notifier-turn";

/** How far a read model knows the log, and the instant that it stands for. */
export type ModelPlace = { cursor: number; atMs: number };

/** Null where the read model isn't there yet. */
export async function readModelPlace(turn: NotifierTurn, name: "agents" | "budgets"): Promise<ModelPlace | null> {
  const { rows } = await turn.client.query<{ cursor: string; at_ms: number | null }>({
    name: "read-model-place",
    text: `SELECT p.cursor, CASE WHEN p.cursor >= $3 THEN $4::float8
        ELSE floor(extract(epoch FROM e.received_at) * 1000)::float8 END AS at_ms
      FROM projection_cursors p LEFT JOIN events e ON e.workspace_id = p.workspace_id AND e.cursor = p.cursor
      WHERE p.workspace_id = $1 AND p.name = $2`,
    values: [turn.workspaceId, name, turn.head, turn.nowMs],
  });
  const [row] = rows;
  return row && row.at_ms !== null ? { cursor: Number(row.cursor), atMs: row.at_ms } : null;
}

const agentsMax = 1_000;

/** An agent that waits for a person, and the event that made it so. */
export type WaitingAgent = { sinceMs: number; event: StoredEvent };

/** Agents that a live event above a cursor has kept waiting since before an instant. */
export async function readWaitingAgents(
  { client, workspaceId }: NotifierTurn,
  { fromCursor, sinceMs }: { fromCursor: number; sinceMs: number },
): Promise<WaitingAgent[]> {
  const { rows } = await client.query({
    text: `SELECT floor(extract(epoch FROM a.since) * 1000)::float8 AS since_ms, ${eventColumns}
      FROM agents a JOIN events e ON e.workspace_id = a.workspace_id AND e.cursor = a.state_cursor AND e.origin = 'live'
      WHERE a.workspace_id = $1 AND a.state = 'waiting' AND NOT a.deleted AND a.state_cursor > $2
        AND a.since <= to_timestamp($3::float8 / 1000)
      ORDER BY a.since, a.agent_id LIMIT ${agentsMax}`,
    values: [workspaceId, fromCursor, sinceMs],
    types: rawEventTypes,
  });
  return rows.map(({ since_ms, ...row }) => ({ sinceMs: since_ms, event: storedEventOf(row) }));
}

/** When what began with an agent's waiting ended, by notification; those that go on are not in it. */
export async function readEndedWaits(
  { client, workspaceId, nowMs }: NotifierTurn,
  ruleIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ id: string; at_ms: number | null }>(
    `SELECT n.id, floor(extract(epoch FROM a.state_at) * 1000)::float8 AS at_ms
      FROM notifications n LEFT JOIN agents a ON a.workspace_id = n.workspace_id AND a.agent_id = n.agent_id AND NOT a.deleted
      WHERE n.workspace_id = $1 AND n.rule_id = ANY ($2::uuid[]) AND n.ended_at IS NULL AND n.agent_id IS NOT NULL
        AND (a.agent_id IS NULL OR a.state <> 'waiting' OR a.state_cursor <> n.first_cursor)`,
    [workspaceId, ruleIds],
  );
  return new Map(rows.map(({ id, at_ms }) => [id, at_ms ?? nowMs]));
}

/** A budget below a share of its limit, and the event with which it fell there. */
export type LowBudget = { remaining: number; limit: number; event: StoredEvent };

/** Budgets that were updated above `changedAfter`, and with a live event above `fromCursor` fell below `percent` of their limit. */
export async function readFallenBudgets(
  { client, workspaceId }: NotifierTurn,
  { percent, fromCursor, changedAfter }: { percent: number; fromCursor: number; changedAfter: number },
): Promise<LowBudget[]> {
  const { rows } = await client.query({
    text: `SELECT b.remaining, b."limit" AS budget_limit, ${eventColumns}
      FROM budgets b
      CROSS JOIN LATERAL (
        -- The first point of the newest run of points below.
        SELECT min(p.cursor) AS cursor FROM budget_points p
        WHERE p.workspace_id = b.workspace_id AND p.agent_id = b.agent_id AND p.cursor > coalesce((
          SELECT max(q.cursor) FROM budget_points q
          WHERE q.workspace_id = b.workspace_id AND q.agent_id = b.agent_id
            AND NOT coalesce(q.remaining < coalesce(q."limit", b."limit") * $2::float8 / 100, false)
        ), 0)
      ) fall
      JOIN events e ON e.workspace_id = b.workspace_id AND e.cursor = fall.cursor AND e.origin = 'live'
      WHERE b.workspace_id = $1 AND b.last_cursor > $4 AND b.last_cursor > $3 AND b."limit" > 0
        AND b.remaining < b."limit" * $2::float8 / 100 AND fall.cursor > $3
      ORDER BY fall.cursor LIMIT ${agentsMax}`,
    values: [workspaceId, percent, fromCursor, changedAfter],
    types: rawEventTypes,
  });
  return rows.map(({ remaining, budget_limit, ...row }) => ({
    remaining,
    limit: budget_limit,
    event: storedEventOf(row),
  }));
}

/** When budgets that a rule told of rose above its share again, by notification. */
export async function readRisenBudgets(
  { client, workspaceId }: NotifierTurn,
  { ruleId, percent }: { ruleId: string; percent: number },
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ id: string; at_ms: number }>(
    `SELECT n.id, floor(extract(epoch FROM b.last_seen) * 1000)::float8 AS at_ms
      FROM notifications n JOIN budgets b ON b.workspace_id = n.workspace_id AND b.agent_id = n.agent_id
      WHERE n.workspace_id = $1 AND n.rule_id = $2 AND n.ended_at IS NULL AND b.remaining >= b."limit" * $3::float8 / 100`,
    [workspaceId, ruleId, percent],
  );
  return new Map(rows.map(({ id, at_ms }) => [id, at_ms]));
}
