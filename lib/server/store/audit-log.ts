import type { AuditActor } from "@/lib/contract/audit";
import type { AuditAct } from "@/lib/contract/audit-acts";
import type { JsonObject } from "@/lib/contract/event";
import { Prisma } from "../db/generated/client";
import { prisma } from "../db/prisma";

/** An act as whoever does it tells it. Never put a secret into `details`. */
export type AuditDraft = {
  actor: AuditActor;
  act: AuditAct;
  /** What it was done to, by the name that it has now. */
  target?: string | null;
  /** Where the request came from. */
  address?: string | null;
  details?: JsonObject;
};

/** Who acts, and from where. */
export type ActedBy = Pick<AuditDraft, "actor" | "address">;

type Statements = Pick<Prisma.TransactionClient, "$executeRaw">;

/**
 * Adds an entry to a workspace's audit log. Within the transaction `tx` of the act itself, so that neither is there without the
 * other; the log's row stays locked until that ends.
 */
export async function appendAudit(workspaceId: number, entry: AuditDraft, tx: Statements = prisma()): Promise<void> {
  await append(Prisma.sql`SELECT id AS workspace_id FROM workspaces WHERE id = ${workspaceId}`, entry, tx);
}

/** Adds an entry to the audit log of every workspace that a person is a member of. */
export async function appendAuditOfPerson(
  personId: string,
  entry: AuditDraft,
  tx: Statements = prisma(),
): Promise<void> {
  await append(Prisma.sql`SELECT workspace_id FROM memberships WHERE person_id = ${personId}::uuid`, entry, tx);
}

async function append(
  workspaces: Prisma.Sql,
  { actor, act, target = null, address = null, details = {} }: AuditDraft,
  tx: Statements,
): Promise<void> {
  // In the order of ids, so that two who write to the same workspaces never wait for each other.
  await tx.$executeRaw`
    WITH moved AS (
      INSERT INTO audit_logs (workspace_id, head)
      SELECT w.workspace_id, 1 FROM (${workspaces}) w ORDER BY w.workspace_id
      ON CONFLICT (workspace_id) DO UPDATE SET head = audit_logs.head + 1
      RETURNING workspace_id, head
    )
    INSERT INTO audit_entries (workspace_id, cursor, at, actor_kind, actor_id, actor_label, act, target, address, details)
    SELECT workspace_id, head, clock_timestamp(), ${actor.kind}, ${actor.id}, ${actor.label}, ${act}, ${target},
           ${address === "" ? null : address}, ${JSON.stringify(details)}::jsonb
    FROM moved`;
}
