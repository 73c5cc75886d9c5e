import { z } from "zod";
import { prisma } from "../db/prisma";

export type SignedIn = { loginId: string; personId: string; email: string; name: string | null };

/** Opens a login; the answered id goes into the cookie's token. */
export async function createLogin(personId: string, expiresAt: Date): Promise<string> {
  const { id } = await prisma().login.create({ data: { personId, expiresAt }, select: { id: true } });
  return id;
}

/** Who is signed in by this login; null once it is revoked, expired or its person gone. */
export async function findLogin(loginId: string): Promise<SignedIn | null> {
  if (!z.uuid().safeParse(loginId).success) return null;
  const login = await prisma().login.findUnique({
    where: { id: loginId },
    select: { id: true, expiresAt: true, revokedAt: true, person: { select: { id: true, email: true, name: true } } },
  });
  if (!login || login.revokedAt || login.expiresAt.getTime() <= Date.now()) return null;
  return { loginId: login.id, personId: login.person.id, email: login.person.email, name: login.person.name };
}

export async function revokeLogin(loginId: string): Promise<void> {
  await prisma().login.updateMany({ where: { id: loginId, revokedAt: null }, data: { revokedAt: new Date() } });
}
