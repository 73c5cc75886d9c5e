import type { PoolClient } from "pg";
import { isConnectionTrouble } from "../database-trouble";
import { pool } from "../db/pool";

/** A rule as whoever judges it needs it, its filter and condition as they are stored. */
export type EnabledRule = {
  id: string;
  name: string;
  filter: string;
  condition: unknown;
  severity: string;
  audience: string[];
  toEveryone: boolean;
  push: boolean;
  webhookIds: string[];
  collapseSeconds: number;
  fromCursor: number;
};

/** A workspace's rules under judgement: nobody else judges or changes them until the turn is over. */
export type NotifierTurn = {
  client: PoolClient;
  workspaceId: number;
  slug: string;
  rules: readonly EnabledRule[];
  /** Judged up to here. */
  after: number;
  head: number;
  nowMs: number;
  /** Cursors that were to be judged and are gone: retention took them, or the log was put back to an earlier state. */
  lost: { from: number; to: number } | null;
};

/** The rules of a turn. Only of what the cursor's row says, once it is ours, may anything be concluded. */
const rulesText = `SELECT id, name, filter, condition, severity, coalesce(audience, '{}') AS audience, to_everyone AS "toEveryone", push,
    coalesce(webhook_ids, '{}') AS "webhookIds", collapse_seconds AS "collapseSeconds", from_cursor::float8 AS "fromCursor"
  FROM rules WHERE workspace_id = $1 AND enabled ORDER BY id`;

/**
 * Runs `judge` in one transaction with the move of the cursor to where it answers, so that what it found is written exactly once,
 * whatever crashes. Null where another instance is at it, or there is nothing to judge.
 */
export async function takeNotifierTurn<T extends { upTo: number }>(
  workspaceId: number,
  judge: (turn: NotifierTurn) => Promise<T>,
): Promise<(T & { head: number }) | null> {
  const client = await pool("notify").connect();
  let isUsable = false;
  try {
    await client.query("BEGIN; SET LOCAL jit = off; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off");
    const turn = await beginTurn(client, workspaceId);
    const outcome = turn && (await judge(turn));
    if (outcome) await client.query(moveCursor, [workspaceId, outcome.upTo]);
    await client.query(outcome ? "COMMIT" : "ROLLBACK");
    isUsable = true;
    return turn && outcome ? { ...outcome, head: turn.head } : null;
  } catch (error) {
    if (!isConnectionTrouble(error)) {
      isUsable = await client.query("ROLLBACK").then(
        () => true,
        () => false,
      );
    }
    throw error;
  } finally {
    client.release(!isUsable);
  }
}

const moveCursor = "UPDATE notifier_cursors SET cursor = $2 WHERE workspace_id = $1 AND cursor <> $2";

async function beginTurn(client: PoolClient, workspaceId: number): Promise<NotifierTurn | null> {
  const locked = await client.query<{ cursor: string }>({
    name: "lock-notifier",
    text: "SELECT cursor FROM notifier_cursors WHERE workspace_id = $1 FOR UPDATE SKIP LOCKED",
    values: [workspaceId],
  });
  if (!locked.rows[0]) return null;
  const { rows: rules } = await client.query<EnabledRule>({
    name: "read-rules",
    text: rulesText,
    values: [workspaceId],
  });
  if (rules.length === 0) return null;
  const { rows } = await client.query<{ slug: string; head: string; floor: string; now_ms: number }>({
    name: "read-log-to-judge",
    text: `SELECT w.slug, l.head, l.floor, floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now_ms
      FROM logs l JOIN workspaces w ON w.id = l.workspace_id WHERE l.workspace_id = $1 AND w.deleted_at IS NULL`,
    values: [workspaceId],
  });
  const [log] = rows;
  if (!log) return null;
  const [head, start, cursor] = [Number(log.head), Number(log.floor) - 1, Number(locked.rows[0].cursor)];
  const isPutBack = cursor > head;
  // What no rule hears need not be looked at.
  const known = Math.max(cursor, Math.min(...rules.map(({ fromCursor }) => fromCursor)));
  const after = isPutBack ? head : Math.min(head, Math.max(known, start));
  if (isPutBack) await hearFrom(client, workspaceId, { head, rules });
  const lost = isPutBack ? { from: head, to: cursor } : known < start ? { from: known, to: start } : null;
  return { client, workspaceId, slug: log.slug, rules, after, head, nowMs: log.now_ms, lost };
}

/** In a log that was put back to an earlier state rules would wait for cursors that come once more, as would what they remember. */
async function hearFrom(
  client: PoolClient,
  workspaceId: number,
  { head, rules }: { head: number; rules: EnabledRule[] },
): Promise<void> {
  await client.query("UPDATE rules SET from_cursor = $2 WHERE workspace_id = $1 AND from_cursor > $2", [
    workspaceId,
    head,
  ]);
  await client.query("DELETE FROM rule_states WHERE workspace_id = $1", [workspaceId]);
  for (const rule of rules) rule.fromCursor = Math.min(rule.fromCursor, head);
}

/** A workspace of which rules are to be judged; `events` are those that have not been, `isDue` whether there is anything to do now. */
export type JudgedWorkspace = { workspaceId: number; events: number; isDue: boolean };

/** Every workspace with rules. What the passing of time alone can change is due each time. */
export async function listJudged(): Promise<JudgedWorkspace[]> {
  const { rows } = await pool("notify").query<{ workspace_id: number; events: string; is_due: boolean }>({
    name: "list-judged",
    text: `SELECT r.workspace_id, greatest(0, l.head - greatest(c.cursor, r.from_cursor, l.floor - 1)) AS events,
        c.cursor <> l.head OR r.by_clock OR EXISTS (
          SELECT FROM notifications n JOIN rules o ON o.id = n.rule_id
          WHERE n.workspace_id = r.workspace_id AND n.ended_at IS NULL AND n.last_at < now() - ${quietFor}
        ) AS is_due
      FROM (
        SELECT workspace_id, min(from_cursor) AS from_cursor, bool_or(condition->>'type' <> 'event') AS by_clock
        FROM rules WHERE enabled GROUP BY workspace_id
      ) r
      JOIN logs l ON l.workspace_id = r.workspace_id
      JOIN notifier_cursors c ON c.workspace_id = r.workspace_id
      JOIN workspaces w ON w.id = r.workspace_id AND w.deleted_at IS NULL`,
  });
  return rows.map(({ workspace_id, events, is_due }) => ({
    workspaceId: workspace_id,
    events: Number(events),
    isDue: is_due,
  }));
}

/** For how long it must stay quiet around a notification `n` of rule `o` until it is over. A storm's window is a minute. */
export const quietFor = `make_interval(secs =>
  CASE WHEN n.subject LIKE '["storm"%' THEN 60 ELSE o.collapse_seconds END)`;
