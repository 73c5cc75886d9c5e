import { prisma } from "../db/prisma";

export async function findWorkspaceId(slug: string): Promise<number> {
  const { id } = await prisma().workspace.findUniqueOrThrow({ where: { slug }, select: { id: true } });
  return id;
}
