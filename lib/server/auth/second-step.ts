import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { findAccount } from "../store/people";
import { auditFailedLogin } from "./audit-login";
import { auditOwn } from "./audit-own";
import { tooManyAttempts } from "./login-throttle";
import { pendingFromCookie } from "./pending-login";
import { passSecondFactor } from "./second-factor";

export const secondStepId = "second-step";

const given = z.object({ code: z.string().min(1).max(40) });

/** A code of the app or a recovery code, from whoever's first step the cookie shows: password and provider alike. */
export function secondStep(headers: Headers, telling: <T>(run: () => Promise<T>) => Promise<T>) {
  return CredentialsProvider({
    id: secondStepId,
    credentials: { code: { type: "text" } },
    async authorize(credentials) {
      const parsed = given.safeParse(credentials);
      const pending = await pendingFromCookie(headers.get("cookie") ?? undefined);
      if (!parsed.success || !pending) return null;
      const { personId } = pending;
      const address = headers.get("x-forwarded-for");
      const outcome = await telling(async () => {
        const passed = await passSecondFactor(personId, parsed.data.code);
        const someone = { personId, email: (await findAccount(personId))?.email ?? "" };
        if (passed === "wrong") auditFailedLogin({ ...someone, address });
        if (passed === "recovered") await auditOwn(someone, "person.recovery_code_used", { address });
        return passed;
      });
      if (outcome === "too-many") throw new Error(tooManyAttempts);
      return outcome === "wrong" ? null : { id: personId };
    },
  });
}
