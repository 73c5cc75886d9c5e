import { graceDays } from "@/lib/contract/limits";
import { ownedWorkspacesMax, type WorkspaceDraft } from "@/lib/contract/workspaces";
import { prisma } from "../db/prisma";
import { type ActedBy, appendAudit } from "./audit-log";

const dayMs = 24 * 60 * 60 * 1_000;

/** When all of a workspace that was deleted then goes. */
export const goneAt = (deletedAt: Date): Date => new Date(deletedAt.getTime() + graceDays * dayMs);

/** Workspaces that were not deleted, or so lately that they can still be read and restored. */
export const notGone = () => ({
  OR: [{ deletedAt: null }, { deletedAt: { gt: goneBefore() } }],
});

/** Makes a workspace that a person owns. `taken`: another has the slug; `full`: the person owns too many. */
export async function createWorkspace(
  { slug, name }: WorkspaceDraft,
  { personId, by }: { personId: string; by: ActedBy },
): Promise<"created" | "taken" | "full"> {
  return prisma().$transaction(async (tx) => {
    // One at a time, or two could pass the limit together.
    await tx.$queryRaw`SELECT FROM people WHERE id = ${personId}::uuid FOR UPDATE`;
    if ((await tx.membership.count({ where: { personId, role: "owner" } })) >= ownedWorkspacesMax) return "full";
    const { count } = await tx.workspace.createMany({ data: [{ slug, name }], skipDuplicates: true });
    if (count === 0) return "taken";
    const { id } = await tx.workspace.update({
      where: { slug },
      data: { log: { create: {} }, memberships: { create: { personId, role: "owner" } } },
      select: { id: true },
    });
    await appendAudit(id, { ...by, act: "workspace.created", target: name }, tx);
    return "created";
  });
}

export async function readWorkspace(workspaceId: number) {
  return prisma().workspace.findUnique({
    where: { id: workspaceId },
    select: { slug: true, name: true, createdAt: true, deletedAt: true, deletedBy: true },
  });
}

export async function renameWorkspace(workspaceId: number, name: string, by: ActedBy): Promise<void> {
  await prisma().$transaction(async (tx) => {
    const before = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { name: true } });
    if (before.name === name) return;
    await tx.workspace.update({ where: { id: workspaceId }, data: { name } });
    const details = { from: before.name };
    await appendAudit(workspaceId, { ...by, act: "workspace.renamed", target: name, details }, tx);
  });
}

/** Deletes a workspace: it can be read and restored for some days. Its open invitations end. */
export async function planDeletion(workspaceId: number, by: ActedBy): Promise<void> {
  await prisma().$transaction(async (tx) => {
    const deletedAt = new Date();
    const { count } = await tx.workspace.updateMany({
      where: { id: workspaceId, deletedAt: null },
      data: { deletedAt, deletedBy: by.actor.label },
    });
    if (count === 0) return;
    await tx.invitation.updateMany({
      where: { workspaceId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: deletedAt },
    });
    const details = { gone_at: goneAt(deletedAt).toISOString() };
    await appendAudit(workspaceId, { ...by, act: "workspace.deletion_planned", details }, tx);
  });
}

export async function restoreWorkspace(workspaceId: number, by: ActedBy): Promise<void> {
  await prisma().$transaction(async (tx) => {
    const { count } = await tx.workspace.updateMany({
      where: { id: workspaceId, deletedAt: { gt: goneBefore() } },
      data: { deletedAt: null, deletedBy: null },
    });
    if (count > 0) await appendAudit(workspaceId, { ...by, act: "workspace.restored" }, tx);
  });
}

/** What was deleted until then is gone. */
export const goneBefore = () => new Date(Date.now() - graceDays * dayMs);

/** Workspaces of which everything is to go, the one that was deleted first before the others. */
export async function listGoneWorkspaces(): Promise<number[]> {
  const rows = await prisma().workspace.findMany({
    where: { deletedAt: { lte: goneBefore() } },
    select: { id: true },
    orderBy: { deletedAt: "asc" },
  });
  return rows.map(({ id }) => id);
}
