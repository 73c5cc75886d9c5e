import { prisma } from "../db/prisma";

/** For the check of a password only. */
export async function findPersonByEmail(email: string) {
  return prisma().person.findUnique({
    where: { email: email.trim().toLowerCase() },
    select: { id: true, email: true, name: true, passwordHash: true },
  });
}

/** False until somebody has set up. */
export async function anyPersonExists(): Promise<boolean> {
  return (await prisma().person.findFirst({ select: { id: true } })) !== null;
}
