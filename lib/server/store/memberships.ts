import { z } from "zod";
import { type Role, roles } from "@/lib/contract/roles";
import { workspaceSlug } from "@/lib/contract/setup";
import { prisma } from "../db/prisma";

export type Membership = { role: Role; workspace: { id: number; slug: string; name: string; strict: boolean } };

const workspace = { select: { id: true, slug: true, name: true, strict: true } } as const;

/** Null when the person isn't a member, or there is no such workspace: the two look alike from outside. */
export async function findMembership(personId: string, slug: string): Promise<Membership | null> {
  if (!workspaceSlug.safeParse(slug).success) return null;
  const row = await prisma().membership.findFirst({
    where: { personId, workspace: { slug } },
    select: { role: true, workspace },
  });
  return row ? { ...row, role: z.enum(roles).parse(row.role) } : null;
}

export async function listMemberships(personId: string): Promise<Membership[]> {
  const rows = await prisma().membership.findMany({
    where: { personId },
    select: { role: true, workspace },
    orderBy: { workspaceId: "asc" },
  });
  return rows.map((row) => ({ ...row, role: z.enum(roles).parse(row.role) }));
}
