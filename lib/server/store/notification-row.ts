import { z } from "zod";
import { severities } from "@/lib/contract/event-form";
import type { Notification } from "@/lib/contract/notifications";
import type { Bindings } from "./where-from-filter";

/** Who reads an inbox: a person, or a key, which is in no audience. `projects`: the only ones that they see; null: all. */
export type NotificationReader = { personId: string | null; projects: readonly string[] | null };

/** A notification as it stands, whoever asks. */
export type StoredNotification = Omit<Notification, "read">;

/** The select list of notifications `n`, with `notificationTables`. */
export const notificationColumns = `n.id, n.rule_id, r.name AS rule_name, n.title, n.severity, n.subject, n.agent_id,
  n.project, n.count, n.first_cursor, n.last_cursor, n.first_event_id, n.opened_at, n.last_at, n.ended_at,
  n.acknowledged_at, n.acknowledged_by, n.assigned_to, coalesce(p.name, p.email) AS assignee, n.snoozed_until`;

export const notificationTables = `notifications n JOIN rules r ON r.id = n.rule_id
  LEFT JOIN people p ON p.id = n.assigned_to`;

export type NotificationRow = Pick<
  StoredNotification,
  "id" | "title" | "subject" | "agent_id" | "project" | "count" | "first_event_id"
> & {
  rule_id: string;
  rule_name: string;
  severity: string;
  first_cursor: string;
  last_cursor: string;
  opened_at: Date;
  last_at: Date;
  ended_at: Date | null;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  assigned_to: string | null;
  assignee: string | null;
  snoozed_until: Date | null;
};

/** What a reader sees of notifications `n`: of rules that tell them, and of projects that they see. */
export function isSeenBy({ personId, projects }: NotificationReader, bindings: Bindings): string {
  const conditions = ["true"];
  if (personId !== null) conditions.push(`(n.to_everyone OR ${bindings.bind(personId)}::uuid = ANY (n.audience))`);
  if (projects !== null) conditions.push(`n.project = ANY (${bindings.bind(projects)}::text[])`);
  return conditions.join(" AND ");
}

/** The wire's form of a row of `notificationColumns`. */
export function notificationOf(row: NotificationRow): StoredNotification {
  const { acknowledged_at, acknowledged_by, assigned_to, assignee } = row;
  return {
    id: row.id,
    rule: { id: row.rule_id, name: row.rule_name },
    title: row.title,
    severity: z.enum(severities).parse(row.severity),
    state: row.ended_at ? "ended" : acknowledged_at ? "acknowledged" : "open",
    subject: row.subject,
    agent_id: row.agent_id,
    project: row.project,
    count: row.count,
    first_cursor: cursorOf(row.first_cursor),
    last_cursor: cursorOf(row.last_cursor),
    first_event_id: row.first_event_id,
    opened_at: row.opened_at.toISOString(),
    last_at: row.last_at.toISOString(),
    ended_at: row.ended_at?.toISOString() ?? null,
    acknowledged: acknowledged_at && { at: acknowledged_at.toISOString(), by: acknowledged_by ?? "" },
    assigned_to: assigned_to === null ? null : { id: assigned_to, name: assignee ?? "" },
    snoozed_until: row.snoozed_until?.toISOString() ?? null,
  };
}

/** 0 stands for what no event began. */
const cursorOf = (text: string) => (text === "0" ? null : Number(text));
