import { z } from "zod";
import { type Role, roles } from "@/lib/contract/roles";
import { prisma } from "../db/prisma";

export type ProviderIdentity = { provider: string; subject: string; email: string };

/** Whose identity it is; null for one that is linked to nobody. */
export async function findIdentity(provider: string, subject: string): Promise<{ personId: string } | null> {
  return prisma().identity.findUnique({
    where: { provider_subject: { provider, subject } },
    select: { personId: true },
  });
}

/** Links an identity; one that is linked already stays with its person. */
export async function linkIdentity(personId: string, identity: ProviderIdentity): Promise<void> {
  await prisma().identity.createMany({ data: { ...identity, personId }, skipDuplicates: true });
}

/** Someone new with an identity and a place in a workspace; null where there is no such workspace. */
export async function createPersonWithIdentity(
  { name, ...identity }: ProviderIdentity & { name: string | null },
  place: { workspace: string; role: Role },
): Promise<string | null> {
  const role = z.enum(roles).parse(place.role);
  return prisma().$transaction(async (tx) => {
    const workspace = await tx.workspace.findUnique({ where: { slug: place.workspace }, select: { id: true } });
    if (!workspace) return null;
    const { id } = await tx.person.create({
      data: {
        email: identity.email,
        name,
        identities: { create: identity },
        memberships: { create: { workspaceId: workspace.id, role } },
      },
      select: { id: true },
    });
    return id;
  });
}
