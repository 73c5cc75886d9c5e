import { prisma } from "../db/prisma";
import { type ActedBy, appendAudit } from "./audit-log";

const entriesMax = 1_000;

/** Says for how many days a workspace keeps its audit log. */
export async function changeAuditRetention(workspaceId: number, keptDays: number, by: ActedBy): Promise<void> {
  await prisma().$transaction(async (tx) => {
    await tx.auditLog.upsert({ where: { workspaceId }, create: { workspaceId, keptDays }, update: { keptDays } });
    await appendAudit(workspaceId, { ...by, act: "audit.retention_changed", details: { kept_days: keptDays } }, tx);
  });
}

/**
 * Removes what audit logs have kept for as long as they were to, of each its oldest entries, up to a thousand. Answers how many went:
 * there may be more until it is none.
 */
export async function expireAudit(): Promise<number> {
  return prisma().$transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE audit_logs l SET floor = d.floor
      FROM (
        SELECT o.workspace_id, max(e.cursor) + 1 AS floor
        FROM audit_logs o CROSS JOIN LATERAL (
          SELECT cursor FROM audit_entries
          WHERE workspace_id = o.workspace_id AND cursor >= o.floor AND at < now() - make_interval(days => o.kept_days)
          ORDER BY cursor LIMIT ${entriesMax}
        ) e
        GROUP BY o.workspace_id
      ) d
      WHERE l.workspace_id = d.workspace_id AND l.floor < d.floor`;
    return tx.$executeRaw`
      DELETE FROM audit_entries e USING audit_logs l WHERE l.workspace_id = e.workspace_id AND e.cursor < l.floor`;
  });
}
