import { z } from "zod";
import { severities } from "@/lib/contract/event-form";
import { type Rule, type RuleChange, ruleCondition, type ruleDraft } from "@/lib/contract/rules";
import type { Prisma } from "../db/generated/client";
import { prisma } from "../db/prisma";
import { type ActedBy, appendAudit } from "./audit-log";

type Row = Awaited<ReturnType<typeof findRow>> & object;
/** Why a rule can't be so. */
export type RuleFault = "too-many" | "no-such-member" | "no-such-webhook";

/** A workspace's rules, by name. */
export async function listRules(workspaceId: number): Promise<Rule[]> {
  const rows = await prisma().rule.findMany({ where: { workspaceId }, orderBy: [{ name: "asc" }, { id: "asc" }] });
  const told = await lastTold(
    workspaceId,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ruleOf(row, told.get(row.id) ?? null));
}

/** Null when the workspace has no such rule. */
export async function findRule(workspaceId: number, ruleId: string): Promise<Rule | null> {
  if (!z.uuid().safeParse(ruleId).success) return null;
  const row = await findRow(prisma(), workspaceId, ruleId);
  return row && ruleOf(row, (await lastTold(workspaceId, [ruleId])).get(ruleId) ?? null);
}

/** Makes a rule, which hears what is appended from now on. */
export async function createRule(
  workspaceId: number,
  { by, max, audience, ...draft }: z.output<typeof ruleDraft> & { by: ActedBy; max: number },
): Promise<Rule | RuleFault> {
  return prisma().$transaction(async (tx) => {
    const fromCursor = await lockNotifier(tx, workspaceId);
    if ((await tx.rule.count({ where: { workspaceId } })) >= max) return "too-many";
    const fault = await faultOf(tx, workspaceId, { audience, webhook_ids: draft.webhook_ids });
    if (fault) return fault;
    const row = await tx.rule.create({
      data: {
        workspaceId,
        name: draft.name,
        filter: draft.filter,
        condition: draft.condition,
        severity: draft.severity,
        enabled: draft.enabled,
        audience: audience ?? [],
        toEveryone: audience === null,
        push: draft.push,
        webhookIds: draft.webhook_ids,
        collapseSeconds: draft.collapse_seconds,
        createdBy: by.actor.label,
        fromCursor,
      },
    });
    await appendAudit(workspaceId, { ...by, act: "rule.created", target: row.name }, tx);
    return ruleOf(row, null);
  });
}

/**
 * Changes a rule. With another filter or condition, or turned on again, it begins anew: what is open of it ends, and nothing up
 * to now counts. Null when the workspace has no such rule.
 */
export async function changeRule(
  workspaceId: number,
  ruleId: string,
  { by, ...change }: RuleChange & { by: ActedBy },
): Promise<Rule | RuleFault | null> {
  const outcome = await prisma().$transaction(async (tx) => {
    const head = await lockNotifier(tx, workspaceId);
    const before = await findRow(tx, workspaceId, ruleId);
    if (!before) return null;
    const fault = await faultOf(tx, workspaceId, change);
    if (fault) return fault;
    const { name, filter, condition, severity, enabled, audience, push, webhook_ids, collapse_seconds } = change;
    const isOther =
      (filter !== undefined && filter !== before.filter) ||
      (condition !== undefined && JSON.stringify(condition) !== JSON.stringify(ruleCondition.parse(before.condition)));
    const isSwitched = enabled !== undefined && enabled !== before.enabled;
    if (isOther || isSwitched) await forgetState(tx, workspaceId, ruleId);
    const row = await tx.rule.update({
      where: { id: ruleId },
      data: {
        ...(isOther || isSwitched ? { fromCursor: head } : {}),
        ...(name === undefined ? {} : { name }),
        ...(filter === undefined ? {} : { filter }),
        ...(condition === undefined ? {} : { condition }),
        ...(severity === undefined ? {} : { severity }),
        ...(enabled === undefined ? {} : { enabled }),
        ...(audience === undefined ? {} : { audience: audience ?? [], toEveryone: audience === null }),
        ...(push === undefined ? {} : { push }),
        ...(webhook_ids === undefined ? {} : { webhookIds: webhook_ids }),
        ...(collapse_seconds === undefined ? {} : { collapseSeconds: collapse_seconds }),
      },
    });
    const details = { changed: Object.keys(change) };
    await appendAudit(workspaceId, { ...by, act: "rule.changed", target: row.name, details }, tx);
    return "changed" as const;
  });
  return outcome === "changed" ? findRule(workspaceId, ruleId) : outcome;
}

/** Deletes a rule and what it told of. False when the workspace has no such rule. */
export async function deleteRule(workspaceId: number, ruleId: string, by: ActedBy): Promise<boolean> {
  return prisma().$transaction(async (tx) => {
    await lockNotifier(tx, workspaceId);
    const row = await findRow(tx, workspaceId, ruleId);
    if (!row) return false;
    await tx.rule.delete({ where: { id: ruleId } });
    await appendAudit(workspaceId, { ...by, act: "rule.deleted", target: row.name }, tx);
    return true;
  });
}

/**
 * Keeps whoever judges the workspace's rules out until the transaction ends, so that no event falls between a rule's beginning
 * and its first look at the log. Answers the head, where a new rule begins.
 */
async function lockNotifier(tx: Prisma.TransactionClient, workspaceId: number): Promise<bigint> {
  await tx.$executeRaw`
    INSERT INTO notifier_cursors (workspace_id, cursor) SELECT workspace_id, head FROM logs WHERE workspace_id = ${workspaceId}
    ON CONFLICT (workspace_id) DO UPDATE SET cursor = notifier_cursors.cursor`;
  const [log] = await tx.$queryRaw<{ head: bigint }[]>`SELECT head FROM logs WHERE workspace_id = ${workspaceId}`;
  return log?.head ?? 0n;
}

async function forgetState(tx: Prisma.TransactionClient, workspaceId: number, ruleId: string): Promise<void> {
  await tx.ruleState.deleteMany({ where: { workspaceId, ruleId } });
  await tx.notification.updateMany({ where: { workspaceId, ruleId, endedAt: null }, data: { endedAt: new Date() } });
}

async function faultOf(
  tx: Prisma.TransactionClient,
  workspaceId: number,
  { audience, webhook_ids }: Pick<RuleChange, "audience" | "webhook_ids">,
): Promise<RuleFault | null> {
  const people = [...new Set(audience ?? [])];
  const members = people.length && (await tx.membership.count({ where: { workspaceId, personId: { in: people } } }));
  if (members < people.length) return "no-such-member";
  const ids = [...new Set(webhook_ids ?? [])];
  const webhooks = ids.length && (await tx.webhook.count({ where: { workspaceId, id: { in: ids } } }));
  return webhooks < ids.length ? "no-such-webhook" : null;
}

const findRow = (tx: Pick<Prisma.TransactionClient, "rule">, workspaceId: number, id: string) =>
  tx.rule.findFirst({ where: { workspaceId, id } });

async function lastTold(workspaceId: number, ruleIds: readonly string[]): Promise<Map<string, Date>> {
  const rows = await prisma().notification.groupBy({
    by: ["ruleId"],
    where: { workspaceId, ruleId: { in: [...ruleIds] } },
    _max: { openedAt: true },
  });
  return new Map(rows.flatMap(({ ruleId, _max }) => (_max.openedAt ? [[ruleId, _max.openedAt] as const] : [])));
}

function ruleOf(row: Row, lastNotifiedAt: Date | null): Rule {
  return {
    id: row.id,
    name: row.name,
    filter: row.filter,
    condition: ruleCondition.parse(row.condition),
    severity: z.enum(severities).parse(row.severity),
    enabled: row.enabled,
    audience: row.toEveryone ? null : row.audience,
    push: row.push,
    webhook_ids: row.webhookIds,
    collapse_seconds: row.collapseSeconds,
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    last_notified_at: lastNotifiedAt?.toISOString() ?? null,
  };
}
