import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { isStorable } from "@/lib/contract/event";
import { createLogin, revokeLogin } from "../store/logins";
import { findPersonByEmail } from "../store/people";
import { auditFailedLogin, auditLogin } from "./audit-login";
import { authSecret, cookieName, cookiesAreSecure } from "./cookie";
import { admitLoginAttempt } from "./login-throttle";
import { verifyPassword } from "./password";
import { currentLogin, forgetLogin } from "./viewer";

const loginDays = 30;

const login = z.object({ email: z.string().max(200).refine(isStorable), password: z.string().max(1_000) });

/**
 * next-auth's settings. A function, because the secret is known only once the process has started. next-auth makes a
 * wrong password, or no login, of whatever fails here, so `onFailure` hears of it.
 */
export function nextAuthOptions(onFailure: (error: unknown) => void): NextAuthOptions {
  const telling = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      return await run();
    } catch (error) {
      onFailure(error);
      throw error;
    }
  };
  const maxAge = loginDays * 24 * 60 * 60;
  const cookieOptions = { httpOnly: true, sameSite: "lax", path: "/", secure: cookiesAreSecure() } as const;
  return {
    secret: authSecret(),
    session: { strategy: "jwt", maxAge },
    pages: { signIn: "/login", error: "/login" },
    cookies: {
      sessionToken: { name: cookieName("session-token"), options: cookieOptions },
      csrfToken: { name: cookieName("csrf-token"), options: cookieOptions },
      callbackUrl: { name: cookieName("callback-url"), options: cookieOptions },
    },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        async authorize(credentials, request) {
          const given = login.safeParse(credentials);
          if (!given.success) return null;
          const { email, password } = given.data;
          const forwarded: unknown = request.headers?.["x-forwarded-for"];
          const address = typeof forwarded === "string" ? forwarded : "";
          await admitLoginAttempt(email, address);
          return telling(async () => {
            const person = await findPersonByEmail(email);
            const correct = await verifyPassword(person?.passwordHash, password);
            if (!person) return null;
            const someone = { personId: person.id, email: person.email, address };
            if (!correct) {
              auditFailedLogin(someone);
              return null;
            }
            await auditLogin("person.logged_in", someone);
            return { id: person.id, email: person.email, name: person.name };
          });
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) =>
        telling(async () => {
          // Only on signing in: the token names a row that can be revoked, which a token alone can't be.
          if (user) token.login = await createLogin(user.id, new Date(Date.now() + maxAge * 1_000));
          else if (typeof token.login === "string" && !(await currentLogin(token.login))) delete token.login;
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
          if (known) await auditLogin("person.logged_out", { ...known, address: null });
        });
        forgetLogin(login);
      },
    },
  };
}
