import { z } from "zod";
import type { AuditAct } from "@/lib/contract/audit-acts";
import type { JsonObject } from "@/lib/contract/event";
import type { Member } from "@/lib/contract/members";
import { isSameReach } from "@/lib/contract/reach";
import { isRestrictable, type Role, roles } from "@/lib/contract/roles";
import type { Prisma } from "../db/generated/client";
import { prisma } from "../db/prisma";
import { type ActedBy, appendAudit } from "./audit-log";
import { setMembership } from "./set-membership";

type Row = {
  id: string;
  email: string;
  name: string | null;
  role: string;
  projects: string[] | null;
  since: Date;
  last_seen: Date | null;
  keys: number;
};

/** Why a membership can't change so. */
export type MembershipFault = "no-such-member" | "only-self" | "last-owner" | "owners-only" | "sees-all";

/** Everybody who belongs to a workspace, those with the most to say first. */
export async function listMembers(workspaceId: number): Promise<Member[]> {
  const rows = await prisma().$queryRaw<Row[]>`
    SELECT p.id::text, p.email, p.name, m.role, m.projects, m.created_at AS since,
           (SELECT max(l.last_seen_at) FROM logins l WHERE l.person_id = p.id) AS last_seen,
           (SELECT count(*)::int FROM api_keys k WHERE k.workspace_id = m.workspace_id AND k.created_by = p.email
              AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())) AS keys
    FROM memberships m JOIN people p ON p.id = m.person_id
    WHERE m.workspace_id = ${workspaceId}
    ORDER BY array_position(${[...roles]}::text[], m.role), p.email`;
  return rows.map(({ since, last_seen, role, ...row }) => ({
    ...row,
    role: z.enum(roles).parse(role),
    since: since.toISOString(),
    last_seen: last_seen?.toISOString() ?? null,
  }));
}

type Change = { personId: string; by: ActedBy; byRole: Role | null };

/**
 * Gives a member another role, or other projects to see (null: all). Only owners make and unmake owners (`byRole` is the role of
 * who asks, null for a key), and the last owner stays one. Admins and owners see everything: who becomes one is restricted no more.
 */
export async function changeMember(
  workspaceId: number,
  { personId, by, byRole, ...change }: Change & { role?: Role | undefined; projects?: string[] | null | undefined },
): Promise<MembershipFault | "changed"> {
  return prisma().$transaction(async (tx) => {
    const member = await lockMember(tx, workspaceId, personId);
    if (typeof member === "string") return member;
    const role = change.role ?? member.role;
    const asked = change.projects === undefined ? member.projects : change.projects;
    if ((member.role === "owner" || role === "owner") && byRole !== "owner") return "owners-only";
    if (role !== member.role && member.role === "owner" && member.owners === 1) return "last-owner";
    if (change.projects && !isRestrictable(role)) return "sees-all";
    const projects = isRestrictable(role) ? asked : null;
    const { email } = member;
    await setMembership(tx, workspaceId, { personId, email, role, projects });
    const tell = (act: AuditAct, details: JsonObject) =>
      appendAudit(workspaceId, { ...by, act, target: email, details }, tx);
    if (role !== member.role) await tell("member.role_changed", { from: member.role, to: role });
    if (!isSameReach(projects, member.projects)) {
      await tell("member.restricted", { from: member.projects, to: projects });
    }
    return "changed";
  });
}

/** Takes a member out, or lets them leave; with `revokeKeys` the keys that they made stop working too. */
export async function removeMember(
  workspaceId: number,
  { personId, by, byRole, mayOthers, revokeKeys }: Change & { mayOthers: boolean; revokeKeys: boolean },
): Promise<MembershipFault | "removed"> {
  return prisma().$transaction(async (tx) => {
    const member = await lockMember(tx, workspaceId, personId);
    if (typeof member === "string") return member;
    const isSelf = by.actor.id === personId;
    if (!isSelf && !mayOthers) return "only-self";
    if (member.role === "owner" && byRole !== "owner") return "owners-only";
    if (member.role === "owner" && member.owners === 1) return "last-owner";
    await tx.membership.delete({ where: { workspaceId_personId: { workspaceId, personId } } });
    await tx.pushSubscription.deleteMany({ where: { workspaceId, personId } });
    const { count } = revokeKeys
      ? await tx.apiKey.updateMany({
          where: { workspaceId, createdBy: member.email, revokedAt: null },
          data: { revokedAt: new Date() },
        })
      : { count: 0 };
    const act = isSelf ? "member.left" : "member.removed";
    const target = isSelf ? null : member.email;
    const details = { role: member.role, ...(revokeKeys ? { keys_revoked: count } : {}) };
    await appendAudit(workspaceId, { ...by, act, target, details }, tx);
    return "removed";
  });
}

/** Makes another member an owner, and who hands over an admin. */
export async function handOverWorkspace(
  workspaceId: number,
  { fromId, toId, by }: { fromId: string; toId: string; by: ActedBy },
): Promise<"no-such-member" | "done"> {
  return prisma().$transaction(async (tx) => {
    const member = await lockMember(tx, workspaceId, toId);
    if (typeof member === "string") return "no-such-member";
    await setMembership(tx, workspaceId, { personId: toId, email: member.email, role: "owner", projects: null });
    await tx.membership.update({
      where: { workspaceId_personId: { workspaceId, personId: fromId } },
      data: { role: "admin" },
    });
    await appendAudit(workspaceId, { ...by, act: "workspace.owner_changed", target: member.email }, tx);
    return "done";
  });
}

/** A member with how many owners there are, as they stay until the transaction ends: changes of one workspace take turns. */
async function lockMember(tx: Prisma.TransactionClient, workspaceId: number, personId: string) {
  if (!z.uuid().safeParse(personId).success) return "no-such-member";
  await tx.$queryRaw`SELECT FROM workspaces WHERE id = ${workspaceId} FOR UPDATE`;
  const [member] = await tx.$queryRaw<{ role: Role; projects: string[] | null; email: string; owners: number }[]>`
    SELECT m.role, m.projects, p.email,
           (SELECT count(*)::int FROM memberships o WHERE o.workspace_id = m.workspace_id AND o.role = 'owner') AS owners
    FROM memberships m JOIN people p ON p.id = m.person_id
    WHERE m.workspace_id = ${workspaceId} AND m.person_id = ${personId}::uuid`;
  return member ?? "no-such-member";
}
