import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { Secret, TOTP } from "otpauth";
import { authSecret, cookieName } from "../auth/cookie";
import { hashPassword } from "../auth/password";
import { startSecondFactor, turnOnSecondFactor } from "../auth/second-factor";
import { prisma } from "../db/prisma";
import { createLogin } from "../store/logins";

process.env.NEXTAUTH_SECRET ??= "not-a-secret-outside-tests";

export type TestPerson = { id: string; email: string; password: string };

/** Somebody in no workspace, with a password and a confirmed address unless they are to have none. */
export async function createTestPerson({ hasPassword = true, isConfirmed = true } = {}): Promise<TestPerson> {
  const email = `${randomUUID()}@example.com`;
  const password = randomUUID();
  const passwordHash = hasPassword ? await hashPassword(password) : null;
  const emailVerifiedAt = isConfirmed ? new Date() : null;
  const data = { email, passwordHash, emailVerifiedAt };
  const { id } = await prisma().person.create({ data, select: { id: true } });
  return { id, email, password };
}

/** The Cookie header of a login that is opened now. */
export async function openLogin(personId: string, userAgent: string | null = null): Promise<string> {
  const login = await createLogin(personId, { expiresAt: new Date(Date.now() + 60_000), userAgent });
  return `${cookieName("session-token")}=${await encode({ token: { login }, secret: authSecret() })}`;
}

/** Turns on a second factor, whose recovery codes a test may use. */
export async function turnOnTestFactor({ id, email }: TestPerson): Promise<{ recoveryCodes: string[] }> {
  const begun = await startSecondFactor(id, email);
  const code = new TOTP({ secret: Secret.fromBase32(begun?.secret ?? "") }).generate();
  return turnOnSecondFactor(id, code);
}
