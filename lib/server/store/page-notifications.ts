import type { Notification, notificationStates } from "@/lib/contract/notifications";
import { pool } from "../db/pool";
import {
  isSeenBy,
  type NotificationReader,
  type NotificationRow,
  notificationColumns,
  notificationOf,
  notificationTables,
} from "./notification-row";
import { Bindings } from "./where-from-filter";

export type NotificationFilter = {
  states?: readonly (typeof notificationStates)[number][];
  /** Of the reader, who is a person then. */
  unread?: boolean;
  assignedTo?: string;
  ruleIds?: readonly string[];
};

/** A place in an inbox, which goes by the newest activity: its microsecond, and the notification's id. */
export type InboxPlace = { atUs: string; id: string };

const stateConditions = {
  open: "n.ended_at IS NULL AND n.acknowledged_at IS NULL",
  acknowledged: "n.ended_at IS NULL AND n.acknowledged_at IS NOT NULL",
  ended: "n.ended_at IS NOT NULL",
} as const;

/** One page of what a reader is told, the newest activity first. */
export async function pageNotifications(
  workspaceId: number,
  reader: NotificationReader,
  { filter, limit, before }: { filter: NotificationFilter; limit: number; before: InboxPlace | null },
): Promise<{ notifications: Notification[]; next: InboxPlace | null }> {
  const bindings = new Bindings();
  const conditions = [`n.workspace_id = ${bindings.bind(workspaceId)}`, isSeenBy(reader, bindings)];
  const { states, unread, assignedTo, ruleIds } = filter;
  if (states) conditions.push(`(${states.map((state) => `(${stateConditions[state]})`).join(" OR ")})`);
  if (unread !== undefined) conditions.push(`${unread ? "NOT" : ""} ${isReadBy(reader, bindings)}`);
  if (assignedTo !== undefined) conditions.push(`n.assigned_to = ${bindings.bind(assignedTo)}::uuid`);
  if (ruleIds) conditions.push(`n.rule_id = ANY (${bindings.bind(ruleIds)}::uuid[])`);
  if (before) {
    const at = `timestamptz 'epoch' + ${bindings.bind(before.atUs)}::bigint * interval '1 microsecond'`;
    conditions.push(`(n.last_at, n.id) < (${at}, ${bindings.bind(before.id)}::uuid)`);
  }
  const rows = await read(reader, bindings, conditions, `ORDER BY n.last_at DESC, n.id DESC LIMIT ${limit + 1}`);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { notifications: shown.map(readerOf), next: last ? { atUs: last.at_us, id: last.id } : null };
}

/** Null where the workspace has none of this id that the reader is told. The id must be a UUID. */
export async function findNotification(
  workspaceId: number,
  reader: NotificationReader,
  id: string,
): Promise<Notification | null> {
  const bindings = new Bindings();
  const conditions = [
    `n.workspace_id = ${bindings.bind(workspaceId)}`,
    `n.id = ${bindings.bind(id)}::uuid`,
    isSeenBy(reader, bindings),
  ];
  const [row] = await read(reader, bindings, conditions, "");
  return row ? readerOf(row) : null;
}

type Row = NotificationRow & { read: boolean; at_us: string };

async function read(reader: NotificationReader, bindings: Bindings, where: readonly string[], end: string) {
  const isRead = isReadBy(reader, bindings);
  const { rows } = await pool("query").query<Row>({
    text: `SELECT ${notificationColumns}, ${isRead} AS read,
        (extract(epoch FROM n.last_at) * 1000000)::bigint AS at_us
      FROM ${notificationTables} WHERE ${where.join(" AND ")} ${end}`,
    values: bindings.values,
  });
  return rows;
}

function isReadBy({ personId }: NotificationReader, bindings: Bindings): string {
  if (personId === null) return "false";
  return `EXISTS (SELECT FROM notification_reads s WHERE s.workspace_id = n.workspace_id
    AND s.person_id = ${bindings.bind(personId)}::uuid AND s.notification_id = n.id)`;
}

const readerOf = (row: Row): Notification => ({ ...notificationOf(row), read: row.read });
