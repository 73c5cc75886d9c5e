import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { isStorable } from "@/lib/contract/event";
import { log } from "../log";
import { createLogin, revokeLogin } from "../store/logins";
import { findPersonByEmail } from "../store/people";
import { authSecret, cookieName, cookiesAreSecure } from "./cookie";
import { admitLoginAttempt } from "./login-throttle";
import { verifyPassword } from "./password";
import { currentLogin, forgetLogin } from "./viewer";

const loginDays = 30;

/** What the login page shows as "try again"; next-auth passes an error's message on. */
const loginUnavailable = "unavailable";

const login = z.object({ email: z.string().max(200).refine(isStorable), password: z.string().max(1_000) });

/** next-auth's settings. A function, because the secret is known only once the process has started. */
export function nextAuthOptions(): NextAuthOptions {
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
          const address = request.headers?.["x-forwarded-for"];
          await admitLoginAttempt(email, typeof address === "string" ? address : "");
          try {
            const person = await findPersonByEmail(email);
            const correct = await verifyPassword(person?.passwordHash, password);
            return person && correct ? { id: person.id, email: person.email, name: person.name } : null;
          } catch (error) {
            // next-auth passes an error's message on to the browser: the inside stays in the log.
            log.error({ message: String(error) }, "a log-in could not be judged");
            throw new Error(loginUnavailable);
          }
        },
      }),
    ],
    callbacks: {
      async jwt({ token, user }) {
        // Only on signing in: the token names a row that can be revoked, which a token alone can't be.
        if (user) token.login = await createLogin(user.id, new Date(Date.now() + maxAge * 1_000));
        else if (typeof token.login === "string" && !(await currentLogin(token.login))) delete token.login;
        return token;
      },
      session: ({ session, token }) => (token.login ? session : { expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.login !== "string") return;
        await revokeLogin(token.login);
        forgetLogin(token.login);
      },
    },
  };
}
