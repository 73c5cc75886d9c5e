import {
  type NotificationRow,
  notificationColumns,
  notificationOf,
  notificationTables,
  type StoredNotification,
} from "./notification-row";
import { type NotifierTurn, quietFor } from "./notifier-turn";

/** More of it is for the next turn. */
const quietMax = 1_000;

/** Open notifications of rules and subjects, pairwise; and of each of these rules the storms. */
export async function readOpen(
  turn: NotifierTurn,
  pairs: readonly { ruleId: string; subject: string }[],
): Promise<StoredNotification[]> {
  if (pairs.length === 0) return [];
  return read(
    turn,
    `(n.rule_id, n.subject) IN (SELECT * FROM unnest($2::uuid[], $3::text[]))
      OR (n.rule_id = ANY ($2::uuid[]) AND n.subject LIKE '["storm"%')`,
    [pairs.map(({ ruleId }) => ruleId), pairs.map(({ subject }) => subject)],
  );
}

/** All that is open of these rules. */
export async function readOpenOf(turn: NotifierTurn, ruleIds: readonly string[]): Promise<StoredNotification[]> {
  return ruleIds.length === 0 ? [] : read(turn, "n.rule_id = ANY ($2::uuid[])", [ruleIds]);
}

/** What has been quiet for its window at an instant: of rules of events, and storms. */
export async function readQuiet(turn: NotifierTurn, atMs: number): Promise<StoredNotification[]> {
  return read(
    turn,
    `n.last_at < to_timestamp($2::float8 / 1000) - (SELECT ${quietFor} FROM rules o WHERE o.id = n.rule_id)
      AND (r.condition->>'type' = 'event' OR n.subject LIKE '["storm"%') AND r.enabled`,
    [atMs],
    `LIMIT ${quietMax}`,
  );
}

/** Of what would be told, by rule, subject and first event, that which has been told already. */
export async function readTold(
  { client, workspaceId }: NotifierTurn,
  asked: readonly { ruleId: string; subject: string; firstCursor: number }[],
): Promise<ReadonlySet<string>> {
  if (asked.length === 0) return new Set();
  const { rows } = await client.query<{ rule_id: string; subject: string; first_cursor: string }>({
    text: `SELECT n.rule_id, n.subject, n.first_cursor FROM notifications n
      JOIN unnest($2::uuid[], $3::text[], $4::bigint[]) AS a (rule_id, subject, first_cursor)
        ON n.rule_id = a.rule_id AND n.subject = a.subject AND n.first_cursor = a.first_cursor
      WHERE n.workspace_id = $1`,
    values: [
      workspaceId,
      asked.map(({ ruleId }) => ruleId),
      asked.map(({ subject }) => subject),
      asked.map(({ firstCursor }) => firstCursor),
    ],
  });
  return new Set(rows.map(({ rule_id, subject, first_cursor }) => toldKey(rule_id, subject, Number(first_cursor))));
}

/** How `readTold` names what it found. */
export const toldKey = (ruleId: string, subject: string, firstCursor: number) => `${ruleId} ${firstCursor} ${subject}`;

async function read({ client, workspaceId }: NotifierTurn, where: string, values: unknown[], end = "") {
  const { rows } = await client.query<NotificationRow>(
    `SELECT ${notificationColumns} FROM ${notificationTables}
      WHERE n.workspace_id = $1 AND n.ended_at IS NULL AND (${where}) ${end}`,
    [workspaceId, ...values],
  );
  return rows.map(notificationOf);
}
