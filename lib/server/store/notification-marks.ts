import { z } from "zod";
import { digests } from "@/lib/contract/digests";
import type { NotificationPreferences, NotificationSummary } from "@/lib/contract/notifications";
import { pool } from "../db/pool";
import { isSeenBy, type NotificationReader } from "./notification-row";
import { Bindings } from "./where-from-filter";

type Person = NotificationReader & { personId: string };

const unreadMax = 1_000;

type SummaryRow = {
  unread: number;
  open: number;
  changed_us: string | null;
  newest: (Omit<NonNullable<NotificationSummary["newest"]>, "opened_at"> & { opened_at: string }) | null;
};

/** How much a person has not read, and a version that is another one when anything that they see has changed. */
export async function summarizeNotifications(workspaceId: number, reader: Person): Promise<NotificationSummary> {
  const bindings = new Bindings();
  const seen = `n.workspace_id = ${bindings.bind(workspaceId)} AND ${isSeenBy(reader, bindings)}`;
  const { rows } = await pool("query").query<SummaryRow>({
    text: `WITH unread AS (
        SELECT n.id, n.title, n.severity, n.opened_at FROM notifications n
        WHERE ${seen} AND n.acknowledged_at IS NULL AND (n.snoozed_until IS NULL OR n.snoozed_until <= now())
          AND NOT EXISTS (
            SELECT FROM notification_reads s WHERE s.workspace_id = n.workspace_id
              AND s.person_id = ${bindings.bind(reader.personId)}::uuid AND s.notification_id = n.id
          )
        ORDER BY n.last_at DESC LIMIT ${unreadMax}
      )
      SELECT (SELECT count(*)::int FROM unread) AS unread,
        (SELECT count(*)::int FROM notifications n WHERE ${seen} AND n.ended_at IS NULL AND n.acknowledged_at IS NULL) AS open,
        (SELECT (extract(epoch FROM max(n.updated_at)) * 1000000)::bigint FROM notifications n WHERE ${seen}) AS changed_us,
        (SELECT to_json(u) FROM unread u ORDER BY u.opened_at DESC, u.id DESC LIMIT 1) AS newest`,
    values: bindings.values,
  });
  const { unread, open, changed_us, newest } = rows[0] as SummaryRow;
  return {
    unread,
    open,
    newest: newest && { ...newest, opened_at: new Date(newest.opened_at).toISOString() },
    version: `${changed_us ?? 0}-${unread}-${open}`,
  };
}

/** Marks what a person is told as read, or as unread again. */
export async function markNotifications(
  workspaceId: number,
  reader: Person,
  { ids, until, read }: { ids?: readonly string[]; until?: string; read: boolean },
): Promise<void> {
  const bindings = new Bindings();
  const [workspace, person] = [bindings.bind(workspaceId), bindings.bind(reader.personId)];
  const conditions = [`n.workspace_id = ${workspace}`, isSeenBy(reader, bindings)];
  if (ids) conditions.push(`n.id = ANY (${bindings.bind(ids)}::uuid[])`);
  if (until) conditions.push(`n.opened_at <= ${bindings.bind(until)}::timestamptz`);
  const named = `FROM notifications n WHERE ${conditions.join(" AND ")}`;
  await pool("query").query({
    text: read
      ? `INSERT INTO notification_reads (workspace_id, person_id, notification_id)
          SELECT n.workspace_id, ${person}::uuid, n.id ${named} ON CONFLICT DO NOTHING`
      : `DELETE FROM notification_reads WHERE workspace_id = ${workspace} AND person_id = ${person}::uuid
          AND notification_id IN (SELECT n.id ${named})`,
    values: bindings.values,
  });
}

/** How a member is told beyond the inbox. */
export async function readPreferences(workspaceId: number, personId: string): Promise<NotificationPreferences> {
  const { rows } = await pool("query").query<{ digest: string }>(
    "SELECT digest FROM memberships WHERE workspace_id = $1 AND person_id = $2",
    [workspaceId, personId],
  );
  return { digest: z.enum(digests).catch("off").parse(rows[0]?.digest) };
}

/** Says how a member is told. A digest that is turned on begins with what comes from now on. */
export async function writePreferences(
  workspaceId: number,
  personId: string,
  { digest }: NotificationPreferences,
): Promise<void> {
  await pool("query").query(
    `UPDATE memberships SET digested_at = CASE WHEN digest = 'off' THEN now() ELSE digested_at END, digest = $3
      WHERE workspace_id = $1 AND person_id = $2`,
    [workspaceId, personId, digest],
  );
}
