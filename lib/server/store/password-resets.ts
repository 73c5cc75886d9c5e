import { prisma } from "../db/prisma";

/** Keeps a link's hash; whatever was asked for before opens nothing any more. */
export async function createPasswordReset(
  personId: string,
  { hash, mailed, expiresAt }: { hash: Buffer; mailed: boolean; expiresAt: Date },
): Promise<void> {
  await prisma().$transaction([
    prisma().passwordReset.deleteMany({ where: { OR: [{ personId }, { expiresAt: { lt: new Date() } }] } }),
    prisma().passwordReset.create({ data: { personId, hash: Uint8Array.from(hash), mailed, expiresAt } }),
  ]);
}

/**
 * Spends a link for a new password and ends every login. Null where the link is unknown, used or too old. One that was mailed
 * shows that the address is theirs who spend it.
 */
export async function spendPasswordReset(
  hash: Buffer,
  passwordHash: string,
): Promise<{ personId: string; email: string; endedLogins: string[] } | null> {
  return prisma().$transaction(async (tx) => {
    const fresh = { hash: Uint8Array.from(hash), expiresAt: { gt: new Date() } };
    const link = await tx.passwordReset.findFirst({ where: fresh, select: { personId: true, mailed: true } });
    if (!link) return null;
    const { personId } = link;
    // Only one of two who spend it at once deletes it.
    if ((await tx.passwordReset.deleteMany({ where: fresh })).count === 0) return null;
    const { email } = await tx.person.update({
      where: { id: personId },
      data: { passwordHash, ...(link.mailed ? { emailVerifiedAt: new Date() } : {}) },
      select: { email: true },
    });
    const ended = await tx.login.updateManyAndReturn({
      where: { personId, revokedAt: null },
      data: { revokedAt: new Date() },
      select: { id: true },
    });
    return { personId, email, endedLogins: ended.map(({ id }) => id) };
  });
}
