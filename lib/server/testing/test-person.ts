import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { authSecret, cookieName } from "../auth/cookie";
import { hashPassword } from "../auth/password";
import { prisma } from "../db/prisma";
import { createLogin } from "../store/logins";

process.env.NEXTAUTH_SECRET ??= "not-a-secret-outside-tests";

export type TestPerson = { id: string; email: string; password: string };

/** Somebody in no workspace, with a password unless they are to have none. */
export async function createTestPerson({ hasPassword = true } = {}): Promise<TestPerson> {
  const email = `${randomUUID()}@example.com`;
  const password = randomUUID();
  const passwordHash = hasPassword ? await hashPassword(password) : null;
  const { id } = await prisma().person.create({ data: { email, passwordHash }, select: { id: true } });
  return { id, email, password };
}

/** The Cookie header of a login that is opened now. */
export async function openLogin(personId: string, userAgent: string | null = null): Promise<string> {
  const login = await createLogin(personId, { expiresAt: new Date(Date.now() + 60_000), userAgent });
  return `${cookieName("session-token")}=${await encode({ token: { login }, secret: authSecret() })}`;
}
