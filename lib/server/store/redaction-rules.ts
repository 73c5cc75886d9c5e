import { z } from "zod";
import type { OwnRedactionRule, RedactionRuleDraft } from "@/lib/contract/privacy";
import { Prisma } from "../db/generated/client";
import { prisma } from "../db/prisma";

type Row = { id: string; name: string; pattern: string; createdAt: Date; createdBy: string | null };
const selection = { id: true, name: true, pattern: true, createdAt: true, createdBy: true } as const;

/** A workspace's own rules, the oldest first. */
export async function listRedactionRules(workspaceId: number): Promise<OwnRedactionRule[]> {
  const rows = await prisma().redactionRule.findMany({
    where: { workspaceId },
    select: selection,
    orderBy: { id: "asc" },
  });
  return rows.map(ruleOf);
}

/** `taken`: another rule has the name; `full`: there are `max` already. */
export async function createRedactionRule(
  workspaceId: number,
  { createdBy, max, ...rule }: RedactionRuleDraft & { createdBy: string | null; max: number },
): Promise<OwnRedactionRule | "taken" | "full"> {
  return prisma().$transaction(async (tx) => {
    // One at a time, or two could pass the limit together.
    await tx.$queryRaw`SELECT FROM workspaces WHERE id = ${workspaceId} FOR UPDATE`;
    const there = await tx.redactionRule.findMany({ where: { workspaceId }, select: { name: true } });
    if (there.some(({ name }) => name === rule.name)) return "taken";
    if (there.length >= max) return "full";
    return ruleOf(await tx.redactionRule.create({ data: { workspaceId, createdBy, ...rule }, select: selection }));
  });
}

/** Null when the workspace has no such rule. */
export async function changeRedactionRule(
  workspaceId: number,
  ruleId: string,
  change: { name?: string | undefined; pattern?: string | undefined },
): Promise<OwnRedactionRule | "taken" | null> {
  if (!z.uuid().safeParse(ruleId).success) return null;
  try {
    const [row] = await prisma().redactionRule.updateManyAndReturn({
      where: { id: ruleId, workspaceId },
      data: {
        ...(change.name === undefined ? {} : { name: change.name }),
        ...(change.pattern === undefined ? {} : { pattern: change.pattern }),
      },
      select: selection,
    });
    return row ? ruleOf(row) : null;
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") return "taken";
    throw error;
  }
}

export async function deleteRedactionRule(workspaceId: number, ruleId: string): Promise<boolean> {
  if (!z.uuid().safeParse(ruleId).success) return false;
  const { count } = await prisma().redactionRule.deleteMany({ where: { id: ruleId, workspaceId } });
  return count > 0;
}

const ruleOf = ({ id, name, pattern, createdAt, createdBy }: Row): OwnRedactionRule => ({
  id,
  name,
  pattern,
  created_at: createdAt.toISOString(),
  created_by: createdBy,
});
