import { prisma } from "../db/prisma";

/** For who logs in only. */
export async function findPersonByEmail(email: string) {
  return prisma().person.findUnique({
    where: { email: email.trim().toLowerCase() },
    select: { id: true, email: true, emailVerifiedAt: true, name: true, passwordHash: true },
  });
}

/** What a person's own page shows of them. */
export async function findAccount(personId: string) {
  return prisma().person.findUnique({
    where: { id: personId },
    select: {
      email: true,
      emailVerifiedAt: true,
      name: true,
      passwordHash: true,
      secondFactor: { select: { confirmedAt: true } },
      recoveryCodes: { where: { usedAt: null }, select: { personId: true } },
      identities: {
        select: { provider: true, subject: true, email: true, createdAt: true },
        orderBy: { createdAt: "asc" },
      },
    },
  });
}

export async function renamePerson(personId: string, name: string | null): Promise<void> {
  await prisma().person.update({ where: { id: personId }, data: { name } });
}

/** A link that was asked for before opens nothing any more. */
export async function setPasswordHash(personId: string, passwordHash: string): Promise<void> {
  await prisma().$transaction([
    prisma().person.update({ where: { id: personId }, data: { passwordHash } }),
    prisma().passwordReset.deleteMany({ where: { personId } }),
  ]);
}

/** False until somebody has set up. */
export async function anyPersonExists(): Promise<boolean> {
  return (await prisma().person.findFirst({ select: { id: true } })) !== null;
}
