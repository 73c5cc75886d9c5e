import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { authSecret, cookieName, cookiesAreSecure, readCookie } from "./cookie";
import { type Viewer, viewerFromCookie } from "./viewer";

/** For so long a provider may be gone to after somebody said that they want it linked. */
const linkingSeconds = 10 * 60;

const linking = z.object({ linking: z.string(), untilMs: z.number() });

/**
 * The cookie by which the next log-in with a provider is linked to the account of this login, whatever address the provider
 * tells of. It names the login, so that it is worth nothing in another.
 */
export async function linkingCookie(loginId: string): Promise<string> {
  const token = { linking: loginId, untilMs: Date.now() + linkingSeconds * 1_000 };
  const value = await encode({ token, secret: authSecret(), maxAge: linkingSeconds });
  const secure = cookiesAreSecure() ? "; Secure" : "";
  return `${cookieName("linking")}=${value}; Path=/api/auth; Max-Age=${linkingSeconds}; HttpOnly; SameSite=Lax${secure}`;
}

/** Who wants a provider linked, by a Cookie header; null for whoever just logs in. */
export async function linkingViewer(cookieHeader: string | undefined): Promise<Viewer | null> {
  const cookie = readCookie(cookieHeader, cookieName("linking"));
  if (!cookie) return null;
  const wanted = linking.safeParse(await decode({ token: cookie, secret: authSecret() }).catch(() => null));
  if (!wanted.success || wanted.data.untilMs <= Date.now()) return null;
  const viewer = await viewerFromCookie(cookieHeader);
  return viewer?.loginId === wanted.data.linking ? viewer : null;
}
