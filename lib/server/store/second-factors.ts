import { prisma } from "../db/prisma";

export type SecondFactor = { secret: string; confirmedAt: Date | null };

/** Null where none was ever begun; one that is not confirmed asks for nothing yet. */
export async function findSecondFactor(personId: string): Promise<SecondFactor | null> {
  return prisma().secondFactor.findUnique({
    where: { personId },
    select: { secret: true, confirmedAt: true },
  });
}

/** Begins anew with a sealed secret; false where a confirmed one stands. */
export async function beginSecondFactor(personId: string, secret: string): Promise<boolean> {
  return prisma().$transaction(async (tx) => {
    await tx.secondFactor.deleteMany({ where: { personId, confirmedAt: null } });
    const { count } = await tx.secondFactor.createMany({ data: { personId, secret }, skipDuplicates: true });
    return count === 1;
  });
}

/** From here on it is asked for. The step of the first code is spent; false where another request was faster. */
export async function confirmSecondFactor(
  personId: string,
  { step, recoveryHashes }: { step: number; recoveryHashes: readonly string[] },
): Promise<boolean> {
  return prisma().$transaction(async (tx) => {
    const { count } = await tx.secondFactor.updateMany({
      where: { personId, confirmedAt: null, lastStep: { lt: step } },
      data: { confirmedAt: new Date(), lastStep: step },
    });
    if (count === 0) return false;
    await tx.recoveryCode.deleteMany({ where: { personId } });
    await tx.recoveryCode.createMany({ data: recoveryHashes.map((hash) => ({ personId, hash })) });
    return true;
  });
}

/** Spends a step of 30 s, for good; false where it, or a later one, was spent before. */
export async function spendStep(personId: string, step: number): Promise<boolean> {
  const { count } = await prisma().secondFactor.updateMany({
    where: { personId, confirmedAt: { not: null }, lastStep: { lt: step } },
    data: { lastStep: step },
  });
  return count === 1;
}

/** Puts new recovery codes in the place of all there are; false where no second factor is on. */
export async function replaceRecoveryCodes(personId: string, hashes: readonly string[]): Promise<boolean> {
  return prisma().$transaction(async (tx) => {
    // Locked, so that codes of two who renew them at once don't add up, and none outlives a second factor that is turned off.
    const [factor] = await tx.$queryRaw<object[]>`
      SELECT 1 FROM second_factors WHERE person_id = ${personId}::uuid AND confirmed_at IS NOT NULL FOR UPDATE`;
    if (!factor) return false;
    await tx.recoveryCode.deleteMany({ where: { personId } });
    await tx.recoveryCode.createMany({ data: hashes.map((hash) => ({ personId, hash })) });
    return true;
  });
}

export async function listRecoveryHashes(personId: string): Promise<string[]> {
  const codes = await prisma().recoveryCode.findMany({ where: { personId, usedAt: null }, select: { hash: true } });
  return codes.map(({ hash }) => hash);
}

/** False where it was spent before. */
export async function spendRecoveryCode(personId: string, hash: string): Promise<boolean> {
  const { count } = await prisma().recoveryCode.updateMany({
    where: { personId, hash, usedAt: null },
    data: { usedAt: new Date() },
  });
  return count === 1;
}

/** Nothing is asked for any more, and its recovery codes are gone. */
export async function removeSecondFactor(personId: string): Promise<void> {
  await prisma().$transaction([
    prisma().secondFactor.deleteMany({ where: { personId } }),
    prisma().recoveryCode.deleteMany({ where: { personId } }),
  ]);
}
