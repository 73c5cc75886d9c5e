import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import type { Role } from "@/lib/contract/roles";
import { authSecret, cookieName } from "../auth/cookie";
import { prisma } from "../db/prisma";
import { createLogin } from "../store/logins";

process.env.NEXTAUTH_SECRET ??= "not-a-secret-outside-tests";

/** The Cookie header of a new person with this role in a workspace, who sees some projects, whose login lasts so long. */
export async function signIn(
  workspaceId: number,
  role: Role,
  lastsMs = 60_000,
  projects: string[] | null = null,
): Promise<string> {
  const person = await prisma().person.create({ data: { email: `${randomUUID()}@example.com`, passwordHash: "none" } });
  await prisma().membership.create({ data: { workspaceId, personId: person.id, role, ...(projects && { projects }) } });
  const login = await createLogin(person.id, { expiresAt: new Date(Date.now() + lastsMs) });
  return `${cookieName("session-token")}=${await encode({ token: { login }, secret: authSecret() })}`;
}
