import type { NotificationChange } from "@/lib/contract/notifications";
import { pool } from "../db/pool";
import { isSeenBy, type NotificationReader } from "./notification-row";
import { Bindings } from "./where-from-filter";

/**
 * Acknowledges, assigns or snoozes what a reader is told; `by` is how whoever does it is called. Nobody is assigned what they
 * aren't told themselves.
 */
export async function changeNotification(
  workspaceId: number,
  reader: NotificationReader,
  { id, by, ...change }: NotificationChange & { id: string; by: string },
): Promise<"changed" | "no-such-notification" | "not-told"> {
  const bindings = new Bindings();
  const [workspace, notification] = [bindings.bind(workspaceId), bindings.bind(id)];
  const sets = ["updated_at = now()"];
  const { acknowledged, assigned_to: assignee, snoozed_until } = change;
  if (acknowledged === false) sets.push("acknowledged_at = NULL", "acknowledged_by = NULL");
  // Who did so first stays.
  if (acknowledged === true) {
    sets.push(
      "acknowledged_at = coalesce(acknowledged_at, now())",
      `acknowledged_by = coalesce(acknowledged_by, ${bindings.bind(by)})`,
    );
  }
  if (assignee !== undefined) sets.push(`assigned_to = ${bindings.bind(assignee)}::uuid`);
  if (snoozed_until !== undefined) sets.push(`snoozed_until = ${bindings.bind(snoozed_until)}::timestamptz`);
  const mayBe = assignee ? mayBeAssigned(bindings.bind(assignee)) : "true";
  const { rows } = await pool("query").query<{ may_be: boolean }>({
    text: `WITH seen AS (
        SELECT n.id, ${mayBe} AS may_be FROM notifications n
        WHERE n.workspace_id = ${workspace} AND n.id = ${notification}::uuid AND ${isSeenBy(reader, bindings)}
      ), changed AS (
        UPDATE notifications SET ${sets.join(", ")} WHERE id IN (SELECT id FROM seen WHERE may_be)
      )
      SELECT may_be FROM seen`,
    values: bindings.values,
  });
  const [seen] = rows;
  if (!seen) return "no-such-notification";
  return seen.may_be ? "changed" : "not-told";
}

/** Whether a notification `n` may be given to a person: a member whom it tells, and who sees its project. */
const mayBeAssigned = (person: string) => `(
  (n.to_everyone OR ${person}::uuid = ANY (n.audience)) AND EXISTS (
    SELECT FROM memberships m WHERE m.workspace_id = n.workspace_id AND m.person_id = ${person}::uuid
      AND (m.projects IS NULL OR n.project = ANY (m.projects))
  ))`;
