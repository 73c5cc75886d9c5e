import { z } from "zod";
import type { AuditAct } from "@/lib/contract/audit-acts";
import type { ViewChange } from "@/lib/contract/views";
import type { Prisma } from "../db/generated/client";
import { prisma } from "../db/prisma";
import { type ActedBy, appendAudit } from "./audit-log";

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
    by,
    ...view
  }: {
    by: ActedBy;
    personId: string;
    name: string;
    filter: string;
    columns: string | null;
    shared: boolean;
    max: number;
  },
): Promise<StoredView | null> {
  return prisma().$transaction(async (tx) => {
    // One at a time, or two could pass the limit together.
    await tx.$queryRaw`SELECT FROM memberships WHERE workspace_id = ${workspaceId} AND person_id = ${view.personId}::uuid FOR UPDATE`;
    const there = await tx.savedView.count({ where: { workspaceId, personId: view.personId } });
    if (there >= max) return null;
    const created = await tx.savedView.create({ data: { workspaceId, ...view }, select: selection });
    if (view.shared) await appendAudit(workspaceId, { ...by, act: "view.shared", target: view.name }, tx);
    return created;
  });
}

/** Null when the workspace has no such view. */
export async function changeView(
  workspaceId: number,
  viewId: string,
  { by, name, filter, columns, shared }: ViewChange & { by: ActedBy },
): Promise<StoredView | null> {
  return prisma().$transaction(async (tx) => {
    const before = await findLocked(tx, workspaceId, viewId);
    if (!before) return null;
    const view = await tx.savedView.update({
      where: { id: viewId },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(filter === undefined ? {} : { filter }),
        ...(columns === undefined ? {} : { columns }),
        ...(shared === undefined ? {} : { shared }),
      },
      select: selection,
    });
    const act = actOn(before, view);
    if (act) await appendAudit(workspaceId, { ...by, act, target: view.name }, tx);
    return view;
  });
}

/** False when the workspace has no such view. */
export async function deleteView(workspaceId: number, viewId: string, by: ActedBy): Promise<boolean> {
  return prisma().$transaction(async (tx) => {
    const view = await findLocked(tx, workspaceId, viewId);
    if (!view) return false;
    await tx.savedView.delete({ where: { id: viewId } });
    if (view.shared) await appendAudit(workspaceId, { ...by, act: "view.deleted", target: view.name }, tx);
    return true;
  });
}

/** What everybody sees, the audit log tells of; what is somebody's own is nobody else's business. */
function actOn(before: { shared: boolean }, after: { shared: boolean }): AuditAct | null {
  if (before.shared !== after.shared) return after.shared ? "view.shared" : "view.unshared";
  return after.shared ? "view.changed" : null;
}

async function findLocked(tx: Prisma.TransactionClient, workspaceId: number, viewId: string) {
  const [view] = await tx.$queryRaw<{ name: string; shared: boolean }[]>`
    SELECT name, shared FROM saved_views WHERE workspace_id = ${workspaceId} AND id = ${viewId}::uuid FOR UPDATE`;
  return view ?? null;
}
