import { decode } from "next-auth/jwt";
import { z } from "zod";
import { authSecret, cookieName, readCookie } from "./cookie";

/** A log-in whose first step is done and whose second is not: it opens nothing but that step, for a while. */
export const pendingLogin = z.object({ personId: z.uuid(), untilMs: z.number() });
export type PendingLogin = z.infer<typeof pendingLogin>;

const pendingMs = 5 * 60_000;

export function newPendingLogin(personId: string): PendingLogin {
  return { personId, untilMs: Date.now() + pendingMs };
}

/** Who stands before the second step, by a Cookie header. */
export async function pendingFromCookie(cookieHeader: string | undefined): Promise<PendingLogin | null> {
  const cookie = readCookie(cookieHeader, cookieName("session-token"));
  if (!cookie) return null;
  const token = await decode({ token: cookie, secret: authSecret() }).catch(() => null);
  const pending = pendingLogin.safeParse(token?.pending);
  return pending.success && pending.data.untilMs > Date.now() ? pending.data : null;
}
