import type { NextAuthOptions } from "next-auth";
import { findIdentity } from "../store/identities";
import { revokeLogin } from "../store/logins";
import { admitIdentity, linkByHand } from "./admit-identity";
import { auditLogin } from "./audit-login";
import { authSecret, cookieName, cookiesAreSecure, readCookie } from "./cookie";
import { linkingViewer } from "./linking";
import { openLogin } from "./open-login";
import { passwordStep } from "./password-step";
import { newPendingLogin } from "./pending-login";
import { oauthProviders } from "./providers";
import { asksSecondFactor } from "./second-factor";
import { secondStep, secondStepId } from "./second-step";
import { currentLogin, forgetLogin } from "./viewer";

const loginDays = 30;
/** For how long a provider's page may be open before its answer is no longer taken. */
const providerSeconds = 15 * 60;

/**
 * next-auth's settings for one request. A function, because the secret is known only once the process has started.
 * next-auth makes a wrong password, or no login, of whatever fails here, so `onFailure` hears of it.
 */
export function nextAuthOptions(headers: Headers, onFailure: (error: unknown) => void): NextAuthOptions {
  const telling = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      return await run();
    } catch (error) {
      onFailure(error);
      throw error;
    }
  };
  const cookies = headers.get("cookie") ?? undefined;
  const maxAge = loginDays * 24 * 60 * 60;
  const cookieOptions = { httpOnly: true, sameSite: "lax", path: "/", secure: cookiesAreSecure() } as const;
  const atProvider = { ...cookieOptions, maxAge: providerSeconds };
  return {
    secret: authSecret(),
    session: { strategy: "jwt", maxAge },
    pages: { signIn: "/login", error: "/login" },
    cookies: {
      sessionToken: { name: cookieName("session-token"), options: cookieOptions },
      csrfToken: { name: cookieName("csrf-token"), options: cookieOptions },
      callbackUrl: { name: cookieName("callback-url"), options: cookieOptions },
      pkceCodeVerifier: { name: cookieName("pkce"), options: atProvider },
      state: { name: cookieName("state"), options: atProvider },
      nonce: { name: cookieName("nonce"), options: atProvider },
    },
    providers: [passwordStep(telling), secondStep(headers, telling), ...oauthProviders()],
    callbacks: {
      signIn: ({ user, account }) =>
        telling(async () => {
          if (account?.type !== "oauth") return true;
          const profile = { id: account.providerAccountId, name: user.name ?? null, email: user.email ?? null };
          const address = headers.get("x-forwarded-for");
          const linking = await linkingViewer(cookies);
          if (linking) {
            const outcome = await linkByHand(linking, { provider: account.provider, profile, address });
            return outcome === "linked" || `${pathAfterwards(cookies)}?error=${outcome}`;
          }
          const admission = await admitIdentity(account.provider, profile, address);
          return admission === "admitted" || `/login?error=${admission}`;
        }),
      jwt: ({ token, user, account }) =>
        telling(async () => {
          if (user && account) {
            const personId =
              account.type === "oauth"
                ? (await findIdentity(account.provider, account.providerAccountId))?.personId
                : user.id;
            if (personId === undefined) return {};
            // Who only links a provider is logged in, by all the steps there are.
            const linking = account.type === "oauth" ? await linkingViewer(cookies) : null;
            if (linking?.personId === personId) return { login: linking.loginId };
            if (account.provider !== secondStepId && (await asksSecondFactor(personId))) {
              return { pending: newPendingLogin(personId) };
            }
            // The token names a row that can be revoked, which a token alone can't be.
            return { login: await openLogin(personId, { expiresAt: new Date(Date.now() + maxAge * 1_000), headers }) };
          }
          if (typeof token.login === "string" && !(await currentLogin(token.login))) delete token.login;
          return token;
        }),
      session: ({ session, token }) => (token.login ? session : { expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        const login = token?.login;
        if (typeof login !== "string") return;
        await telling(async () => {
          const known = await currentLogin(login);
          await revokeLogin(login);
          if (known) await auditLogin("person.logged_out", { ...known, address: headers.get("x-forwarded-for") });
        });
        forgetLogin(login);
      },
    },
  };
}

/** The page from which somebody left for a provider, as next-auth notes it; ours, whatever the note says. */
function pathAfterwards(cookies: string | undefined): string {
  const noted = decodeURIComponent(readCookie(cookies, cookieName("callback-url")) ?? "/");
  if (!URL.canParse(noted, "http://localhost")) return "/";
  // Two slashes would begin another host.
  return new URL(noted, "http://localhost").pathname.replace(/^\/+/, "/");
}
