import { z } from "zod";
import { invitationDays } from "@/lib/contract/limits";
import { type Invitation, invitationsMax } from "@/lib/contract/members";
import { type Role, roles } from "@/lib/contract/roles";
import type { Prisma } from "../db/generated/client";
import { prisma } from "../db/prisma";
import { type ActedBy, appendAudit } from "./audit-log";
import { projectsOf } from "./memberships";
import { setMembership } from "./set-membership";

const selection = {
  id: true,
  email: true,
  role: true,
  projects: true,
  invitedBy: true,
  createdAt: true,
  expiresAt: true,
} as const;
type Row = Prisma.InvitationGetPayload<{ select: typeof selection }>;

const open = () => ({ acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } });

/** The invitations that can still be accepted, newest first. */
export async function listInvitations(workspaceId: number): Promise<Invitation[]> {
  const rows = await prisma().invitation.findMany({
    where: { workspaceId, ...open() },
    select: selection,
    orderBy: { id: "desc" },
  });
  return rows.map(invitationOf);
}

type NewInvitation = { email: string; role: Role; projects: string[] | null; hash: Buffer; by: ActedBy };

/** Invites somebody; an open invitation of the same address ends. `member`: they belong already; `full`: too many are open. */
export async function createInvitation(
  workspaceId: number,
  { email, role, projects, hash, by }: NewInvitation,
): Promise<Invitation | "member" | "full"> {
  return prisma().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM workspaces WHERE id = ${workspaceId} FOR UPDATE`;
    if (await tx.membership.findFirst({ where: { workspaceId, person: { email } } })) return "member";
    await tx.invitation.updateMany({ where: { workspaceId, email, ...open() }, data: { revokedAt: new Date() } });
    if ((await tx.invitation.count({ where: { workspaceId, ...open() } })) >= invitationsMax) return "full";
    const expiresAt = new Date(Date.now() + invitationDays * 24 * 60 * 60 * 1_000);
    const created = await tx.invitation.create({
      data: {
        ...{ workspaceId, email, role, invitedBy: by.actor.label, expiresAt },
        hash: Uint8Array.from(hash),
        ...(projects && { projects }),
      },
      select: selection,
    });
    const details = { role, ...(projects && { projects }) };
    await appendAudit(workspaceId, { ...by, act: "member.invited", target: email, details }, tx);
    return invitationOf(created);
  });
}

/** False when the workspace has no such open invitation. */
export async function revokeInvitation(workspaceId: number, invitationId: string, by: ActedBy): Promise<boolean> {
  if (!z.uuid().safeParse(invitationId).success) return false;
  return prisma().$transaction(async (tx) => {
    const [ended] = await tx.invitation.updateManyAndReturn({
      where: { id: invitationId, workspaceId, ...open() },
      data: { revokedAt: new Date() },
      select: { email: true },
    });
    if (!ended) return false;
    await appendAudit(workspaceId, { ...by, act: "member.invitation_revoked", target: ended.email }, tx);
    return true;
  });
}

/** The open invitation with this SHA-256, with whether the invited have an account. */
export async function findInvitation(hash: Buffer) {
  const row = await prisma().invitation.findFirst({
    where: { hash: Uint8Array.from(hash), ...open(), workspace: { deletedAt: null } },
    select: { ...selection, workspace: { select: { slug: true, name: true } } },
  });
  if (!row) return null;
  const person = await prisma().person.findUnique({ where: { email: row.email }, select: { id: true } });
  return { ...invitationOf(row), workspace: row.workspace, hasAccount: person !== null };
}

type Joining = {
  hash: Buffer;
  address: string;
  /** Who is logged in, if anybody. */
  viewerId: string | null;
  /** For who has no account yet. */
  account: { name: string; passwordHash: string } | null;
};

/**
 * Spends an invitation, once: the invited become a member. `log-in`: they have an account and are not logged in to it;
 * `no-account`: they have none, and gave no password.
 */
export async function acceptInvitation({
  hash,
  address,
  viewerId,
  account,
}: Joining): Promise<{ workspace: string; email: string } | "closed" | "log-in" | "no-account"> {
  return prisma().$transaction(async (tx) => {
    const [locked] = await tx.$queryRaw<{ id: string }[]>`
      SELECT i.id::text FROM invitations i WHERE i.hash = ${Uint8Array.from(hash)} FOR UPDATE`;
    if (!locked) return "closed";
    const invitation = await tx.invitation.findFirst({
      where: { id: locked.id, ...open(), workspace: { deletedAt: null } },
      select: {
        id: true,
        email: true,
        role: true,
        projects: true,
        workspaceId: true,
        workspace: { select: { slug: true } },
      },
    });
    if (!invitation) return "closed";
    const { email, role, workspaceId } = invitation;
    const known = await tx.person.findUnique({ where: { email }, select: { id: true } });
    if (!known && !account) return "no-account";
    if (known && known.id !== viewerId) return "log-in";
    const personId = known?.id ?? (account && (await createPerson(tx, { email, ...account })));
    // Two invitations of one new address were accepted at once: the other one made the account.
    if (!personId) return "log-in";
    const { count } = await tx.membership.createMany({ data: [{ workspaceId, personId, role }], skipDuplicates: true });
    // Also the keys that they made when they were here before.
    const projects = projectsOf(invitation.projects);
    if (count > 0) await setMembership(tx, workspaceId, { personId, email, role: z.enum(roles).parse(role), projects });
    await tx.invitation.update({ where: { id: invitation.id }, data: { acceptedAt: new Date() } });
    const actor = { kind: "person", id: personId, label: email } as const;
    await appendAudit(workspaceId, { actor, address, act: "member.joined", details: { role } }, tx);
    return { workspace: invitation.workspace.slug, email };
  });
}

/**
 * The new person's id; null where somebody has the address by now. It is not confirmed: an invitation's link is seen by whoever
 * made it, too.
 */
async function createPerson(
  tx: Prisma.TransactionClient,
  person: { email: string; name: string; passwordHash: string },
): Promise<string | null> {
  const [created] = await tx.person.createManyAndReturn({ data: [person], skipDuplicates: true, select: { id: true } });
  return created?.id ?? null;
}

const invitationOf = (row: Row): Invitation => ({
  id: row.id,
  email: row.email,
  role: z.enum(roles).parse(row.role),
  projects: projectsOf(row.projects),
  invited_by: row.invitedBy,
  created_at: row.createdAt.toISOString(),
  expires_at: row.expiresAt.toISOString(),
});
