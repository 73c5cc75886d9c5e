import { prisma } from "../db/prisma";
import { goneBefore } from "./workspaces";

const gone = () => ({ workspace: { deletedAt: { lte: goneBefore() } } });

/** Whether a key that counted belongs to a workspace which is gone for good, as long as its rows are there. */
export async function isKeyOfGone(hash: Buffer): Promise<boolean> {
  const where = { hash: Uint8Array.from(hash), revokedAt: null, ...gone() };
  return (await prisma().apiKey.findFirst({ where, select: { id: true } })) !== null;
}

/** Whether somebody was a member of such a workspace. */
export async function isMemberOfGone(personId: string, slug: string): Promise<boolean> {
  const where = { personId, workspace: { slug, ...gone().workspace } };
  return (await prisma().membership.findFirst({ where, select: { personId: true } })) !== null;
}
