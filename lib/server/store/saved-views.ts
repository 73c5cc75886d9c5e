import { z } from "zod";
import type { ViewChange } from "@/lib/contract/views";
import { prisma } from "../db/prisma";

/** A view with its author; who may change it is for the caller to say. */
export type StoredView = {
  id: string;
  name: string;
  filter: string;
  columns: string | null;
  shared: boolean;
  personId: string;
  updatedAt: Date;
  person: { email: string };
};

const selection = {
  id: true,
  name: true,
  filter: true,
  columns: true,
  shared: true,
  personId: true,
  updatedAt: true,
  person: { select: { email: true } },
} as const;

/** What a person sees of a workspace's views: their own, and those that are shared. */
const seenBy = (workspaceId: number, personId: string) => ({ workspaceId, OR: [{ personId }, { shared: true }] });

/** A person's own views and those shared with the workspace, by name. */
export async function listViews(workspaceId: number, personId: string): Promise<StoredView[]> {
  return prisma().savedView.findMany({
    where: seenBy(workspaceId, personId),
    select: selection,
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
}

/** Null where the workspace has no such view that this person sees. */
export async function findView(workspaceId: number, personId: string, viewId: string): Promise<StoredView | null> {
  if (!z.uuid().safeParse(viewId).success) return null;
  return prisma().savedView.findFirst({
    where: { id: viewId, ...seenBy(workspaceId, personId) },
    select: selection,
  });
}

/** Null where the person has `max` already. */
export async function createView(
  workspaceId: number,
  {
    max,
    ...view
  }: { personId: string; name: string; filter: string; columns: string | null; shared: boolean; max: number },
): Promise<StoredView | null> {
  return prisma().$transaction(async (tx) => {
    // One at a time, or two could pass the limit together.
    await tx.$queryRaw`SELECT FROM memberships WHERE workspace_id = ${workspaceId} AND person_id = ${view.personId}::uuid FOR UPDATE`;
    const there = await tx.savedView.count({ where: { workspaceId, personId: view.personId } });
    if (there >= max) return null;
    return tx.savedView.create({ data: { workspaceId, ...view }, select: selection });
  });
}

/** Null when the workspace has no such view. */
export async function changeView(workspaceId: number, viewId: string, change: ViewChange): Promise<StoredView | null> {
  const { name, filter, columns, shared } = change;
  const { count } = await prisma().savedView.updateMany({
    where: { id: viewId, workspaceId },
    data: {
      ...(name === undefined ? {} : { name }),
      ...(filter === undefined ? {} : { filter }),
      ...(columns === undefined ? {} : { columns }),
      ...(shared === undefined ? {} : { shared }),
    },
  });
  if (count === 0) return null;
  return prisma().savedView.findFirst({ where: { id: viewId, workspaceId }, select: selection });
}

export async function deleteView(workspaceId: number, viewId: string): Promise<boolean> {
  const { count } = await prisma().savedView.deleteMany({ where: { id: viewId, workspaceId } });
  return count > 0;
}
