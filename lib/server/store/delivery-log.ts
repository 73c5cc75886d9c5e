import { z } from "zod";
import { type Delivery, deliveryKinds, deliveryStates } from "@/lib/contract/webhooks";
import { prisma } from "../db/prisma";

type Page = { states?: readonly Delivery["state"][]; limit: number; before?: number | undefined };

type LogPage = { deliveries: Delivery[]; hasMore: boolean; last: number | null };

/** What was and is to be sent to a webhook, the newest first, with every attempt. */
export async function pageDeliveries(
  workspaceId: number,
  webhookId: string,
  { states, limit, before }: Page,
): Promise<LogPage> {
  const rows = await prisma().delivery.findMany({
    where: {
      workspaceId,
      webhookId,
      ...(states ? { state: { in: [...states] } } : {}),
      ...(before === undefined ? {} : { place: { lt: before } }),
    },
    include: { tries: { orderBy: { attempt: "asc" } } },
    orderBy: { place: "desc" },
    take: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const names = await namesOfRules(workspaceId, shown);
  return {
    deliveries: shown.map((row) => deliveryOf(row, names)),
    hasMore: rows.length > limit,
    last: shown.length > 0 ? Number(shown.at(-1)?.place) : null,
  };
}

/** Null where the webhook has no such delivery. */
export async function findDelivery(
  workspaceId: number,
  webhookId: string,
  deliveryId: string,
): Promise<Delivery | null> {
  if (![webhookId, deliveryId].every((id) => z.uuid().safeParse(id).success)) return null;
  const row = await prisma().delivery.findFirst({
    where: { id: deliveryId, workspaceId, webhookId },
    include: { tries: { orderBy: { attempt: "asc" } } },
  });
  return row && deliveryOf(row, await namesOfRules(workspaceId, [row]));
}

type Row = NonNullable<Awaited<ReturnType<typeof readOne>>>;
const readOne = () => prisma().delivery.findFirst({ include: { tries: true } });

async function namesOfRules(workspaceId: number, rows: readonly Pick<Row, "ruleId">[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ ruleId }) => ruleId ?? []))];
  const rules = await prisma().rule.findMany({
    where: { workspaceId, id: { in: ids } },
    select: { id: true, name: true },
  });
  return new Map(rules.map(({ id, name }) => [id, name]));
}

function deliveryOf(row: Row, names: ReadonlyMap<string, string>): Delivery {
  const state = z.enum(deliveryStates).parse(row.state);
  const ruleName = names.get(row.ruleId ?? "");
  return {
    id: row.id,
    kind: z.enum(deliveryKinds).parse(row.kind),
    state,
    attempts: row.attempts,
    created_at: row.createdAt.toISOString(),
    next_at: state === "waiting" ? row.nextAt.toISOString() : null,
    ended_at: row.endedAt?.toISOString() ?? null,
    rule: row.ruleId && ruleName !== undefined ? { id: row.ruleId, name: ruleName } : null,
    notification_id: row.notificationId,
    payload: row.payload as Delivery["payload"],
    tries: row.tries.map(({ attempt, at, durationMs, status, text }) => ({
      attempt,
      at: at.toISOString(),
      duration_ms: durationMs,
      status,
      text,
    })),
  };
}
