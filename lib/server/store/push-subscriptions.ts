import { z } from "zod";
import { prisma } from "../db/prisma";

export type PushSubscriptionRow = { id: string; device: string; endpoint: string; createdAt: Date };

type NewSubscription = {
  id: string;
  personId: string;
  endpoint: string;
  /** Both sealed for this id. */
  p256dh: string;
  auth: string;
  device: string;
  max: number;
};

const selection = { id: true, device: true, endpoint: true, createdAt: true } as const;

/** The browsers that a person lets tell them of a workspace, the newest first. */
export async function listPushSubscriptions(workspaceId: number, personId: string): Promise<PushSubscriptionRow[]> {
  return prisma().pushSubscription.findMany({
    where: { workspaceId, personId },
    select: selection,
    orderBy: { id: "desc" },
  });
}

/**
 * Keeps a browser, in place of what it said before; whoever used it before hears nothing there any more. Null where the person has
 * `max` already.
 */
export async function createPushSubscription(
  workspaceId: number,
  { max, ...subscription }: NewSubscription,
): Promise<PushSubscriptionRow | null> {
  const { personId, endpoint } = subscription;
  return prisma().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM memberships WHERE workspace_id = ${workspaceId} AND person_id = ${personId}::uuid FOR UPDATE`;
    await tx.pushSubscription.deleteMany({
      where: { endpoint, OR: [{ workspaceId, personId }, { personId: { not: personId } }] },
    });
    if ((await tx.pushSubscription.count({ where: { workspaceId, personId } })) >= max) return null;
    return tx.pushSubscription.create({ data: { workspaceId, ...subscription }, select: selection });
  });
}

/** False where the person has no such browser there. */
export async function deletePushSubscription(workspaceId: number, personId: string, id: string): Promise<boolean> {
  if (!z.uuid().safeParse(id).success) return false;
  const { count } = await prisma().pushSubscription.deleteMany({ where: { workspaceId, personId, id } });
  return count === 1;
}

/** Forgets a browser that its push service says is gone. */
export async function dropPushSubscription(workspaceId: number, id: string): Promise<void> {
  await prisma().pushSubscription.deleteMany({ where: { workspaceId, id } });
}
