import { prisma } from "../db/prisma";
import { isUniqueViolation } from "./unique-violation";

/** Keeps a link's hash; whatever the person asked for before confirms nothing any more. */
export async function createEmailConfirmation(
  personId: string,
  { hash, email, expiresAt }: { hash: Buffer; email: string; expiresAt: Date },
): Promise<void> {
  await prisma().$transaction([
    prisma().emailConfirmation.deleteMany({ where: { OR: [{ personId }, { expiresAt: { lt: new Date() } }] } }),
    prisma().emailConfirmation.create({ data: { personId, hash: Uint8Array.from(hash), email, expiresAt } }),
  ]);
}

/**
 * Spends a link of this person: its address is theirs from then on. Null where it is unknown, used, too old or somebody else's;
 * `taken` where another account has the address.
 */
export async function spendEmailConfirmation(
  personId: string,
  hash: Buffer,
): Promise<{ before: string; email: string } | "taken" | null> {
  try {
    return await prisma().$transaction(async (tx) => {
      const fresh = { hash: Uint8Array.from(hash), personId, expiresAt: { gt: new Date() } };
      const link = await tx.emailConfirmation.findFirst({ where: fresh, select: { email: true } });
      // Only one of two who spend it at once deletes it.
      if (!link || (await tx.emailConfirmation.deleteMany({ where: fresh })).count === 0) return null;
      const { email } = link;
      const person = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { email: true } });
      await tx.person.update({ where: { id: personId }, data: { email, emailVerifiedAt: new Date() } });
      // Their keys stay theirs: what becomes of a person becomes of these.
      await tx.apiKey.updateMany({ where: { createdBy: person.email }, data: { createdBy: email } });
      // Links to reset the password went to the address that was theirs.
      if (person.email !== email) await tx.passwordReset.deleteMany({ where: { personId } });
      return { before: person.email, email };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return "taken";
    throw error;
  }
}

/** The address that a provider has verified, and that is the person's own, counts as confirmed. */
export async function confirmEmailByIdentity(personId: string, email: string): Promise<void> {
  await prisma().person.updateMany({
    where: { id: personId, email, emailVerifiedAt: null },
    data: { emailVerifiedAt: new Date() },
  });
}
