import { z } from "zod";
import { severities } from "@/lib/contract/event-form";
import { pool } from "../db/pool";
import { isSeenBy, type NotificationReader } from "./notification-row";
import { Bindings } from "./where-from-filter";

/** Longer than sending one may take. Who dies in it has it sent by another then. */
const leaseMinutes = 10;
/** Whoever could not be written to for longer is told of this much. */
const longestDays = 7;

/** A digest whose time has come, claimed for this process alone. */
export type DueDigest = {
  workspaceId: number;
  workspace: { slug: string; name: string };
  personId: string;
  email: string;
  every: "hourly" | "daily";
  reader: NotificationReader;
  since: Date;
  until: Date;
};

type DueRow = {
  workspace_id: number;
  person_id: string;
  slug: string;
  name: string;
  email: string;
  digest: string;
  projects: string[] | null;
  since: Date;
  until: Date;
};

/** A notification is written a moment after it began: what is younger than this is for the next digest, so that none falls between two. */
const settledSeconds = 60;

/** Takes the digest that has been due for the longest; null where none is. No other instance gets it for ten minutes. */
export async function claimDueDigest(): Promise<DueDigest | null> {
  const { rows } = await pool("notify").query<DueRow>(
    `UPDATE memberships m SET digest_leased_to = now() + interval '${leaseMinutes} minutes'
     FROM (
       SELECT d.workspace_id, d.person_id, o.slug, o.name, p.email FROM memberships d
       JOIN workspaces o ON o.id = d.workspace_id AND o.deleted_at IS NULL
       JOIN people p ON p.id = d.person_id
       WHERE d.digest <> 'off' AND (d.digest_leased_to IS NULL OR d.digest_leased_to <= now())
         AND d.digested_at <= now() - CASE d.digest WHEN 'hourly' THEN interval '1 hour' ELSE interval '1 day' END
       ORDER BY d.digested_at LIMIT 1 FOR UPDATE OF d SKIP LOCKED
     ) due
     WHERE m.workspace_id = due.workspace_id AND m.person_id = due.person_id
     RETURNING m.workspace_id, m.person_id, due.slug, due.name, due.email, m.digest, m.projects,
       greatest(m.digested_at, now() - interval '${longestDays} days') AS since,
       now() - interval '${settledSeconds} seconds' AS until`,
  );
  const [row] = rows;
  return (
    (row && {
      workspaceId: row.workspace_id,
      workspace: { slug: row.slug, name: row.name },
      personId: row.person_id,
      email: row.email,
      every: row.digest === "hourly" ? "hourly" : "daily",
      reader: { personId: row.person_id, projects: row.projects },
      since: row.since,
      until: row.until,
    }) ??
    null
  );
}

/** What a digest tells of: so many began by rule, the newest of them by name. */
export type DigestRule = {
  rule: string;
  count: number;
  newest: { title: string; severity: (typeof severities)[number]; count: number; at: Date }[];
};

type UnreadRow = { rule: string; title: string; severity: string; count: number; at: Date; of_rule: number };

/** What somebody has not read, is told of and nobody looked after, of what began meanwhile: by rule, a few of each, the busiest first. */
export async function readDigest(
  { workspaceId, reader, personId, since, until }: DueDigest,
  shownMax: number,
): Promise<DigestRule[]> {
  const bindings = new Bindings();
  const { rows } = await pool("notify").query<UnreadRow>({
    text: `WITH unread AS (
        SELECT n.rule_id, n.title, n.severity, n.count, n.opened_at AS at,
          count(*) OVER (PARTITION BY n.rule_id)::int AS of_rule,
          row_number() OVER (PARTITION BY n.rule_id ORDER BY n.opened_at DESC, n.id DESC) AS place
        FROM notifications n
        WHERE n.workspace_id = ${bindings.bind(workspaceId)} AND ${isSeenBy(reader, bindings)}
          AND n.opened_at > ${bindings.bind(since)} AND n.opened_at <= ${bindings.bind(until)}
          AND n.acknowledged_at IS NULL AND (n.snoozed_until IS NULL OR n.snoozed_until <= now())
          AND NOT EXISTS (
            SELECT FROM notification_reads s WHERE s.workspace_id = n.workspace_id
              AND s.person_id = ${bindings.bind(personId)}::uuid AND s.notification_id = n.id
          )
      )
      SELECT r.name AS rule, u.title, u.severity, u.count, u.at, u.of_rule
      FROM unread u JOIN rules r ON r.id = u.rule_id
      WHERE u.place <= ${bindings.bind(shownMax)}
      ORDER BY u.of_rule DESC, u.rule_id, u.place`,
    values: bindings.values,
  });
  const byRule = new Map<string, DigestRule>();
  for (const { rule, title, severity, count, at, of_rule } of rows) {
    const told = byRule.get(rule) ?? { rule, count: of_rule, newest: [] };
    told.newest.push({ title, severity: z.enum(severities).parse(severity), count, at });
    byRule.set(rule, told);
  }
  return [...byRule.values()];
}

/** The next one begins where this ended. */
export async function endDigest({ workspaceId, personId, until }: DueDigest): Promise<void> {
  await pool("notify").query(
    "UPDATE memberships SET digested_at = $3, digest_leased_to = NULL WHERE workspace_id = $1 AND person_id = $2",
    [workspaceId, personId, until],
  );
}
