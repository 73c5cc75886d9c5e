import { z } from "zod";
import { type Role, roles } from "@/lib/contract/roles";
import { workspaceSlug } from "@/lib/contract/setup";
import { prisma } from "../db/prisma";
import { notGone } from "./workspaces";

/** `deletedAt`: since then it can only be read. */
export type WorkspaceOfMember = { id: number; slug: string; name: string; strict: boolean; deletedAt: Date | null };
/** `projects`: the only ones whose events they see; null: all. */
export type Membership = { role: Role; projects: readonly string[] | null; workspace: WorkspaceOfMember };

const workspace = { select: { id: true, slug: true, name: true, strict: true, deletedAt: true } } as const;

/** Null when the person isn't a member, or there is no such workspace: the two look alike from outside. */
export async function findMembership(personId: string, slug: string): Promise<Membership | null> {
  if (!workspaceSlug.safeParse(slug).success) return null;
  const row = await prisma().membership.findFirst({
    where: { personId, workspace: { slug, ...notGone() } },
    select: { role: true, projects: true, workspace },
  });
  return row ? membershipOf(row) : null;
}

export async function listMemberships(personId: string): Promise<Membership[]> {
  const rows = await prisma().membership.findMany({
    where: { personId, workspace: notGone() },
    select: { role: true, projects: true, workspace },
    orderBy: { workspaceId: "asc" },
  });
  return rows.map(membershipOf);
}

type Row = { role: string; projects: string[]; workspace: WorkspaceOfMember };

const membershipOf = (row: Row): Membership => ({
  ...row,
  role: z.enum(roles).parse(row.role),
  projects: projectsOf(row.projects),
});

/** Of a column of projects as Prisma reads it. NULL, which is all, comes as an empty list, which no row can hold. */
export const projectsOf = (column: readonly string[]): string[] | null => (column.length > 0 ? [...column] : null);
