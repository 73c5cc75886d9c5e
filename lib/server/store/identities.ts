import { z } from "zod";
import { type Role, roles } from "@/lib/contract/roles";
import type { Prisma } from "../db/generated/client";
import { prisma } from "../db/prisma";
import { appendAudit } from "./audit-log";
import { projectsOf } from "./memberships";
import { setMembership } from "./set-membership";

export type ProviderIdentity = { provider: string; subject: string; email: string };

/** Whose identity it is; null for one that is linked to nobody. */
export async function findIdentity(provider: string, subject: string): Promise<{ personId: string } | null> {
  return prisma().identity.findUnique({
    where: { provider_subject: { provider, subject } },
    select: { personId: true },
  });
}

/** Links an identity; false for one that is linked already, which stays with its person. */
export async function linkIdentity(personId: string, identity: ProviderIdentity): Promise<boolean> {
  const { count } = await prisma().identity.createMany({ data: { ...identity, personId }, skipDuplicates: true });
  return count === 1;
}

/**
 * Ends a link. `only-way`: without it there would be neither a password nor another of the providers that `ways` names.
 * Links of one person are ended one after the other, so that of two at once one stays.
 */
export async function unlinkIdentity(
  personId: string,
  { provider, subject, ways }: Pick<ProviderIdentity, "provider" | "subject"> & { ways: readonly string[] },
): Promise<{ email: string } | "none" | "only-way"> {
  return prisma().$transaction(async (tx) => {
    const [person] = await tx.$queryRaw<{ has_password: boolean }[]>`
      SELECT password_hash IS NOT NULL AS has_password FROM people WHERE id = ${personId}::uuid FOR UPDATE`;
    const linked = await tx.identity.findMany({
      where: { personId },
      select: { provider: true, subject: true, email: true },
    });
    const isAsked = (one: { provider: string; subject: string }) =>
      one.provider === provider && one.subject === subject;
    const asked = linked.find(isAsked);
    if (!person || !asked) return "none";
    const others = linked.filter((one) => !isAsked(one) && ways.includes(one.provider));
    if (!person.has_password && others.length === 0) return "only-way";
    await tx.identity.delete({ where: { provider_subject: { provider, subject } } });
    return { email: asked.email };
  });
}

/** Somebody new, as a provider tells of them: at an address that it has verified. */
export type Newcomer = ProviderIdentity & { name: string | null; address: string | null };

/** Someone new with a place in a workspace; null where there is no such workspace. */
export async function joinByDomain(
  newcomer: Newcomer,
  place: { workspace: string; role: Role },
): Promise<string | null> {
  return prisma().$transaction(async (tx) => {
    const workspace = await tx.workspace.findFirst({
      where: { slug: place.workspace, deletedAt: null },
      select: { id: true },
    });
    return workspace && createNewcomer(tx, newcomer, [{ workspaceId: workspace.id, role: place.role, projects: null }]);
  });
}

/** Someone new who is invited, by their address: every open invitation of theirs is spent. Null where there is none. */
export async function joinByInvitations(newcomer: Newcomer): Promise<string | null> {
  return prisma().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM invitations WHERE email = ${newcomer.email} FOR UPDATE`;
    const open = await tx.invitation.findMany({
      where: {
        email: newcomer.email,
        acceptedAt: null,
        revokedAt: null,
        expiresAt: { gt: new Date() },
        workspace: { deletedAt: null },
      },
      select: { id: true, workspaceId: true, role: true, projects: true },
    });
    if (open.length === 0) return null;
    await tx.invitation.updateMany({
      where: { id: { in: open.map(({ id }) => id) } },
      data: { acceptedAt: new Date() },
    });
    const places = open.map(({ workspaceId, role, projects }) => ({
      workspaceId,
      role: z.enum(roles).parse(role),
      projects: projectsOf(projects),
    }));
    return createNewcomer(tx, newcomer, places);
  });
}

async function createNewcomer(
  tx: Prisma.TransactionClient,
  { name, address, ...identity }: Newcomer,
  places: readonly { workspaceId: number; role: Role; projects: string[] | null }[],
): Promise<string> {
  const { id } = await tx.person.create({
    data: {
      email: identity.email,
      emailVerifiedAt: new Date(),
      name,
      identities: { create: identity },
      memberships: { create: places.map(({ workspaceId, role }) => ({ workspaceId, role })) },
    },
    select: { id: true },
  });
  const actor = { kind: "person", id, label: identity.email } as const;
  for (const { workspaceId, role, projects } of places) {
    await setMembership(tx, workspaceId, { personId: id, email: identity.email, role, projects });
    const details = { role, provider: identity.provider };
    await appendAudit(workspaceId, { actor, address, act: "member.joined", details }, tx);
  }
  return id;
}
