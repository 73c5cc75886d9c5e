import { z } from "zod";
import { type AuditEntry, type AuditLogState, auditActorKinds } from "@/lib/contract/audit";
import type { AuditAct } from "@/lib/contract/audit-acts";
import { auditKeptDaysUsual } from "@/lib/contract/limits";
import { Prisma } from "../db/generated/client";
import { prisma } from "../db/prisma";

/** Which entries: any of the acts, any of the actors by what they are called, between two instants (the second excluded). */
export type AuditFilter = {
  acts?: readonly AuditAct[] | undefined;
  actors?: readonly string[] | undefined;
  since?: string | undefined;
  until?: string | undefined;
};

type Page = { order: "asc" | "desc"; limit: number; after?: number | undefined; before?: number | undefined };

type Row = {
  cursor: bigint;
  at: Date;
  actor_kind: string;
  actor_id: string | null;
  actor_label: string;
  act: string;
  target: string | null;
  address: string | null;
  details: AuditEntry["details"];
};

/** A page of a workspace's audit log by cursor, and whether more follows. */
export async function pageAudit(
  workspaceId: number,
  { acts, actors, since, until }: AuditFilter,
  { order, limit, after, before }: Page,
): Promise<{ entries: AuditEntry[]; hasMore: boolean }> {
  const conditions = [
    Prisma.sql`e.workspace_id = ${workspaceId} AND e.cursor >= l.floor`,
    ...(acts ? [Prisma.sql`e.act = ANY (${[...acts]}::text[])`] : []),
    ...(actors ? [Prisma.sql`e.actor_label = ANY (${[...actors]}::text[])`] : []),
    ...(since === undefined ? [] : [Prisma.sql`e.at >= ${since}::timestamptz`]),
    ...(until === undefined ? [] : [Prisma.sql`e.at < ${until}::timestamptz`]),
    ...(after === undefined ? [] : [Prisma.sql`e.cursor > ${after}::bigint`]),
    ...(before === undefined ? [] : [Prisma.sql`e.cursor < ${before}::bigint`]),
  ];
  const rows = await prisma().$queryRaw<Row[]>`
    SELECT e.cursor, e.at, e.actor_kind, e.actor_id, e.actor_label, e.act, e.target, e.address, e.details
    FROM audit_entries e JOIN audit_logs l ON l.workspace_id = e.workspace_id
    WHERE ${Prisma.join(conditions, " AND ")}
    ORDER BY e.cursor ${order === "asc" ? Prisma.sql`ASC` : Prisma.sql`DESC`} LIMIT ${limit + 1}`;
  return { entries: rows.slice(0, limit).map(entryOf), hasMore: rows.length > limit };
}

/** Where the log begins and ends, and for how many days it is kept. */
export async function readAuditLog(workspaceId: number): Promise<AuditLogState> {
  const log = await prisma().auditLog.findUnique({ where: { workspaceId } });
  if (!log) return { head: 0, floor: 1, kept_days: auditKeptDaysUsual };
  return { head: Number(log.head), floor: Number(log.floor), kept_days: log.keptDays };
}

const entryOf = (row: Row): AuditEntry => ({
  cursor: Number(row.cursor),
  at: row.at.toISOString(),
  actor: { kind: z.enum(auditActorKinds).parse(row.actor_kind), id: row.actor_id, label: row.actor_label },
  act: row.act,
  target: row.target,
  address: row.address,
  details: row.details,
});
