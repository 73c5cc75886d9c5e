import { z } from "zod";
import { type Role, roles } from "@/lib/contract/roles";
import { workspaceSlug } from "@/lib/contract/setup";
import { prisma } from "../db/prisma";
import { notGone } from "./workspaces";

/** `deletedAt`: since then it can only be read. */
export type WorkspaceOfMember = { id: number; slug: string; name: string; strict: boolean; deletedAt: Date | null };
export type Membership = { role: Role; workspace: WorkspaceOfMember };

const workspace = { select: { id: true, slug: true, name: true, strict: true, deletedAt: true } } as const;

/** Null when the person isn't a member, or there is no such workspace: the two look alike from outside. */
export async function findMembership(personId: string, slug: string): Promise<Membership | null> {
  if (!workspaceSlug.safeParse(slug).success) return null;
  const row = await prisma().membership.findFirst({
    where: { personId, workspace: { slug, ...notGone() } },
    select: { role: true, workspace },
  });
  return row ? { ...row, role: z.enum(roles).parse(row.role) } : null;
}

export async function listMemberships(personId: string): Promise<Membership[]> {
  const rows = await prisma().membership.findMany({
    where: { personId, workspace: notGone() },
    select: { role: true, workspace },
    orderBy: { workspaceId: "asc" },
  });
  return rows.map((row) => ({ ...row, role: z.enum(roles).parse(row.role) }));
}
