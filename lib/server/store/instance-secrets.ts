import { prisma } from "../db/prisma";

/** A secret that all instances share, sealed; null where there is none. */
export async function findInstanceSecret(name: string): Promise<string | null> {
  const row = await prisma().instanceSecret.findUnique({ where: { name }, select: { sealed: true } });
  return row?.sealed ?? null;
}

/** Keeps one unless another instance was faster; answers the one that counts. */
export async function keepInstanceSecret(name: string, sealed: string): Promise<string> {
  await prisma().instanceSecret.createMany({ data: [{ name, sealed }], skipDuplicates: true });
  return (await findInstanceSecret(name)) ?? sealed;
}
