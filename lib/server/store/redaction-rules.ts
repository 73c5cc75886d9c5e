import { z } from "zod";
import type { OwnRedactionRule, RedactionRuleDraft } from "@/lib/contract/privacy";

import { prisma } from "../db/prisma";
import { type ActedBy, appendAudit } from "./audit-log";
import { isUniqueViolation } from "./unique-violation";

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
  { by, max, ...rule }: RedactionRuleDraft & { by: ActedBy; max: number },
): Promise<OwnRedactionRule | "taken" | "full"> {
  return prisma().$transaction(async (tx) => {
    // One at a time, or two could pass the limit together.
    await tx.$queryRaw`SELECT FROM workspaces WHERE id = ${workspaceId} FOR UPDATE`;
    const there = await tx.redactionRule.findMany({ where: { workspaceId }, select: { name: true } });
    if (there.some(({ name }) => name === rule.name)) return "taken";
    if (there.length >= max) return "full";
    const created = await tx.redactionRule.create({
      data: { workspaceId, createdBy: by.actor.label, ...rule },
      select: selection,
    });
    await appendAudit(workspaceId, { ...by, act: "privacy.rule_created", target: rule.name }, tx);
    return ruleOf(created);
  });
}

/** Null when the workspace has no such rule. */
export async function changeRedactionRule(
  workspaceId: number,
  ruleId: string,
  { by, ...change }: { by: ActedBy; name?: string | undefined; pattern?: string | undefined },
): Promise<OwnRedactionRule | "taken" | null> {
  if (!z.uuid().safeParse(ruleId).success) return null;
  try {
    return await prisma().$transaction(async (tx) => {
      const [row] = await tx.redactionRule.updateManyAndReturn({
        where: { id: ruleId, workspaceId },
        data: {
          ...(change.name === undefined ? {} : { name: change.name }),
          ...(change.pattern === undefined ? {} : { pattern: change.pattern }),
        },
        select: selection,
      });
      if (!row) return null;
      const details = { changed: Object.keys(change) };
      await appendAudit(workspaceId, { ...by, act: "privacy.rule_changed", target: row.name, details }, tx);
      return ruleOf(row);
    });
  } catch (error) {
    if (isUniqueViolation(error)) return "taken";
    throw error;
  }
}

/** False when the workspace has no such rule. */
export async function deleteRedactionRule(workspaceId: number, ruleId: string, by: ActedBy): Promise<boolean> {
  if (!z.uuid().safeParse(ruleId).success) return false;
  return prisma().$transaction(async (tx) => {
    const rule = await tx.redactionRule.findFirst({ where: { id: ruleId, workspaceId }, select: { name: true } });
    const { count } = await tx.redactionRule.deleteMany({ where: { id: ruleId, workspaceId } });
    if (!rule || count === 0) return false;
    await appendAudit(workspaceId, { ...by, act: "privacy.rule_deleted", target: rule.name }, tx);
    return true;
  });
}

const ruleOf = ({ id, name, pattern, createdAt, createdBy }: Row): OwnRedactionRule => ({
  id,
  name,
  pattern,
  created_at: createdAt.toISOString(),
  created_by: createdBy,
});
