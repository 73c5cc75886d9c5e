import { z } from "zod";
import { deliveryStates, type Webhook, type WebhookChange, webhookForms } from "@/lib/contract/webhooks";
import { Prisma } from "../db/generated/client";
import { prisma } from "../db/prisma";
import { type ActedBy, appendAudit } from "./audit-log";

const overlapMs = 24 * 60 * 60 * 1_000;

type Row = {
  id: string;
  name: string;
  url: string;
  form: string;
  enabled: boolean;
  disabled_reason: string | null;
  created_by: string;
  created_at: Date;
  waiting: number;
  last_at: Date | null;
  last_state: string | null;
  last_status: number | null;
};

/** The workspace's webhooks, the oldest first, or one of them; each with what waits and what was tried last. */
export async function listWebhooks(workspaceId: number, webhookId?: string): Promise<Webhook[]> {
  if (webhookId !== undefined && !isId(webhookId)) return [];
  const only = webhookId === undefined ? Prisma.empty : Prisma.sql`AND w.id = ${webhookId}::uuid`;
  const rows = await prisma().$queryRaw<Row[]>`
    SELECT w.id, w.name, w.url, w.form, w.enabled, w.disabled_reason, w.created_by, w.created_at,
           (SELECT count(*)::int FROM deliveries d
            WHERE d.webhook_id = w.id AND d.state = 'waiting') AS waiting,
           l.at AS last_at, l.state AS last_state, l.status AS last_status
    FROM webhooks w
    LEFT JOIN LATERAL (
      SELECT t.at, d.state, t.status FROM deliveries d
      JOIN LATERAL (SELECT at, status FROM delivery_tries WHERE delivery_id = d.id ORDER BY attempt DESC LIMIT 1) t ON true
      WHERE d.webhook_id = w.id AND d.attempts > 0
      ORDER BY d.place DESC LIMIT 1
    ) l ON true
    WHERE w.workspace_id = ${workspaceId} ${only}
    ORDER BY w.id`;
  return rows.map(webhookOf);
}

type NewWebhook = {
  id: string;
  name: string;
  url: string;
  form: Webhook["form"];
  enabled: boolean;
  /** Sealed. */
  secret: string;
  by: ActedBy;
  max: number;
};

/** False where there are `max` already. */
export async function createWebhook(workspaceId: number, { by, max, ...webhook }: NewWebhook): Promise<boolean> {
  return prisma().$transaction(async (tx) => {
    // One at a time, or two could pass the limit together.
    await tx.$queryRaw`SELECT FROM workspaces WHERE id = ${workspaceId} FOR UPDATE`;
    if ((await tx.webhook.count({ where: { workspaceId } })) >= max) return false;
    await tx.webhook.create({ data: { workspaceId, createdBy: by.actor.label, ...webhook } });
    const details = { host: new URL(webhook.url).host, form: webhook.form };
    await appendAudit(workspaceId, { ...by, act: "webhook.created", target: webhook.name, details }, tx);
    return true;
  });
}

/** Turned off, it gets nothing of what waits. False when the workspace has no such webhook. */
export async function changeWebhook(
  workspaceId: number,
  webhookId: string,
  { by, name, url, form, enabled }: WebhookChange & { by: ActedBy },
): Promise<boolean> {
  if (!isId(webhookId)) return false;
  return prisma().$transaction(async (tx) => {
    const [webhook] = await tx.webhook.updateManyAndReturn({
      where: { id: webhookId, workspaceId },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(url === undefined ? {} : { url }),
        ...(form === undefined ? {} : { form }),
        ...(enabled === undefined ? {} : { enabled, disabledReason: null }),
      },
      select: { name: true },
    });
    if (!webhook) return false;
    if (enabled === false) await cancelWaiting(tx, workspaceId, webhookId);
    const details = {
      ...(url === undefined ? {} : { host: new URL(url).host }),
      ...(form === undefined ? {} : { form }),
      ...(enabled === undefined ? {} : { enabled }),
    };
    await appendAudit(workspaceId, { ...by, act: "webhook.changed", target: webhook.name, details }, tx);
    return true;
  });
}

/** Turns it off, and says why; false where it is off already. What waits is not sent any more. */
export async function disableWebhook(workspaceId: number, webhookId: string, reason: string): Promise<boolean> {
  return prisma().$transaction(async (tx) => {
    const [webhook] = await tx.webhook.updateManyAndReturn({
      where: { id: webhookId, workspaceId, enabled: true },
      data: { enabled: false, disabledReason: reason },
      select: { name: true },
    });
    if (!webhook) return false;
    await cancelWaiting(tx, workspaceId, webhookId);
    const actor = { kind: "system", id: null, label: "deliveries" } as const;
    const entry = { actor, act: "webhook.disabled", target: webhook.name, details: { reason } } as const;
    await appendAudit(workspaceId, entry, tx);
    return true;
  });
}

/** Whether something has been delivered to it within this time. */
export async function hasDeliveredWithin(workspaceId: number, webhookId: string, ms: number): Promise<boolean> {
  const endedAt = { gt: new Date(Date.now() - ms) };
  const found = await prisma().delivery.findFirst({
    where: { workspaceId, webhookId, state: "delivered", endedAt },
    select: { id: true },
  });
  return found !== null;
}

/** Puts another sealed secret in place; the one before signs too for a day. False when the workspace has no such webhook. */
export async function renewWebhookSecret(
  workspaceId: number,
  webhookId: string,
  { secret, by }: { secret: string; by: ActedBy },
): Promise<boolean> {
  if (!isId(webhookId)) return false;
  return prisma().$transaction(async (tx) => {
    const [before] = await tx.$queryRaw<{ name: string; secret: string }[]>`
      SELECT name, secret FROM webhooks WHERE workspace_id = ${workspaceId} AND id = ${webhookId}::uuid FOR UPDATE`;
    if (!before) return false;
    const secretBeforeTo = new Date(Date.now() + overlapMs);
    await tx.webhook.update({
      where: { id: webhookId },
      data: { secret, secretBefore: before.secret, secretBeforeTo },
    });
    const details = { old_signs_until: secretBeforeTo.toISOString() };
    await appendAudit(workspaceId, { ...by, act: "webhook.secret_renewed", target: before.name, details }, tx);
    return true;
  });
}

/** With its log; rules forget it. False when the workspace has no such webhook. */
export async function deleteWebhook(workspaceId: number, webhookId: string, by: ActedBy): Promise<boolean> {
  if (!isId(webhookId)) return false;
  return prisma().$transaction(async (tx) => {
    const [webhook] = await tx.$queryRaw<{ name: string }[]>`
      DELETE FROM webhooks WHERE workspace_id = ${workspaceId} AND id = ${webhookId}::uuid RETURNING name`;
    if (!webhook) return false;
    await tx.$executeRaw`
      UPDATE rules SET webhook_ids = array_remove(webhook_ids, ${webhookId}::uuid)
      WHERE workspace_id = ${workspaceId} AND ${webhookId}::uuid = ANY (webhook_ids)`;
    await appendAudit(workspaceId, { ...by, act: "webhook.deleted", target: webhook.name }, tx);
    return true;
  });
}

async function cancelWaiting(tx: Prisma.TransactionClient, workspaceId: number, webhookId: string): Promise<void> {
  await tx.delivery.updateMany({
    where: { workspaceId, webhookId, state: "waiting", kind: { not: "test" } },
    data: { state: "cancelled", endedAt: new Date() },
  });
}

const isId = (text: string) => z.uuid().safeParse(text).success;

function webhookOf(row: Row): Webhook {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    form: z.enum(webhookForms).parse(row.form),
    enabled: row.enabled,
    disabled_reason: row.disabled_reason,
    created_by: row.created_by,
    created_at: row.created_at.toISOString(),
    waiting: row.waiting,
    last_delivery: row.last_at && {
      at: row.last_at.toISOString(),
      state: z.enum(deliveryStates).parse(row.last_state),
      status: row.last_status,
    },
  };
}
