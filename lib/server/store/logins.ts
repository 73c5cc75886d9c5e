import { z } from "zod";
import { prisma } from "../db/prisma";
import { log } from "../log";

export type SignedIn = { loginId: string; personId: string; email: string; name: string | null };

/** One of a person's logins, as they see it. */
export type OpenLogin = {
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  address: string | null;
  userAgent: string | null;
};

const lastSeenEveryMs = 60_000;
/** A login that nobody has used for so long has ended. An open page uses it all the time. */
const idleMsMax = 14 * 24 * 60 * 60 * 1_000;

/** Opens a login; the answered id goes into the cookie's token. */
export async function createLogin(
  personId: string,
  {
    expiresAt,
    address = null,
    userAgent = null,
  }: { expiresAt: Date; address?: string | null; userAgent?: string | null },
): Promise<string> {
  const { id } = await prisma().login.create({
    data: { personId, expiresAt, address, userAgent },
    select: { id: true },
  });
  return id;
}

/** Who is signed in by this login; null once it is revoked, expired, long unused or its person gone. Notes its use by the minute. */
export async function findLogin(loginId: string): Promise<SignedIn | null> {
  if (!z.uuid().safeParse(loginId).success) return null;
  const login = await prisma().login.findUnique({
    where: { id: loginId },
    select: {
      id: true,
      expiresAt: true,
      revokedAt: true,
      lastSeenAt: true,
      person: { select: { id: true, email: true, name: true } },
    },
  });
  if (!login || login.revokedAt || login.expiresAt.getTime() <= Date.now()) return null;
  if (login.lastSeenAt.getTime() <= Date.now() - idleMsMax) return null;
  if (Date.now() - login.lastSeenAt.getTime() > lastSeenEveryMs) {
    // Nobody waits for this note, and no request fails for it.
    prisma()
      .login.updateMany({ where: { id: loginId }, data: { lastSeenAt: new Date() } })
      .catch((error: unknown) => log.warn({ message: String(error) }, "a login's last use could not be noted"));
  }
  return { loginId: login.id, personId: login.person.id, email: login.person.email, name: login.person.name };
}

/** When a login was opened; null for one that is gone. */
export async function findLoginOpening(loginId: string): Promise<Date | null> {
  const login = await prisma().login.findUnique({ where: { id: loginId }, select: { createdAt: true } });
  return login?.createdAt ?? null;
}

/** A person's logins that still open something, the one used last first. */
export async function listLogins(personId: string): Promise<OpenLogin[]> {
  return prisma().login.findMany({
    where: {
      personId,
      revokedAt: null,
      expiresAt: { gt: new Date() },
      lastSeenAt: { gt: new Date(Date.now() - idleMsMax) },
    },
    select: { id: true, createdAt: true, lastSeenAt: true, address: true, userAgent: true },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
  });
}

export async function revokeLogin(loginId: string): Promise<void> {
  await prisma().login.updateMany({ where: { id: loginId, revokedAt: null }, data: { revokedAt: new Date() } });
}

/** Ends a person's logins but for `except`, or the one named `only`; answers which ones ended. */
export async function revokeLogins(
  personId: string,
  { except, only }: { except?: string; only?: string } = {},
): Promise<string[]> {
  if (only !== undefined && !z.uuid().safeParse(only).success) return [];
  const ended = await prisma().login.updateManyAndReturn({
    where: {
      personId,
      revokedAt: null,
      ...(except === undefined ? {} : { id: { not: except } }),
      ...(only === undefined ? {} : { id: only }),
    },
    data: { revokedAt: new Date() },
    select: { id: true },
  });
  return ended.map(({ id }) => id);
}
