import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { isStorable } from "@/lib/contract/event-form";
import { findPersonByEmail } from "../store/people";
import { auditFailedLogin, logUnknownLogin } from "./audit-login";
import { admitLoginAttempt, tooManyAttempts } from "./login-throttle";
import { verifyPassword } from "./password";

const login = z.object({ email: z.string().max(200).refine(isStorable), password: z.string().max(1_000) });

/** next-auth's provider `credentials`: the first step, by e-mail and password. */
export function passwordStep(telling: <T>(run: () => Promise<T>) => Promise<T>) {
  return CredentialsProvider({
    credentials: { email: { type: "email" }, password: { type: "password" } },
    async authorize(credentials, request) {
      const given = login.safeParse(credentials);
      if (!given.success) return null;
      const { email, password } = given.data;
      const forwarded: unknown = request.headers?.["x-forwarded-for"];
      const address = typeof forwarded === "string" ? forwarded : "";
      if (!(await telling(() => admitLoginAttempt(email, address)))) throw new Error(tooManyAttempts);
      return telling(async () => {
        const person = await findPersonByEmail(email);
        const correct = await verifyPassword(person?.passwordHash ?? undefined, password);
        if (!person) logUnknownLogin(address);
        if (person && !correct) auditFailedLogin({ personId: person.id, email: person.email, address });
        return person && correct ? { id: person.id, email: person.email, name: person.name } : null;
      });
    },
  });
}
