import { setupDraft } from "@/lib/contract/setup";
import { requireLoginAttempt } from "../auth/login-throttle";
import { hashPassword } from "../auth/password";
import { hashSetupCode } from "../auth/setup-code";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { route } from "../http/route";
import { setUpWithCode } from "../store/first-access";

/** First run: the code on the console opens it, once. */
export const setupEndpoint: MethodTable = {
  POST: route({
    caller: null,
    body: setupDraft,
    async run({ body, exchange }) {
      await requireLoginAttempt(`first-run ${exchange.address}`, exchange.address);
      const outcome = await setUpWithCode(hashSetupCode(body.code), {
        workspace: body.workspace,
        owner: { email: body.email, passwordHash: await hashPassword(body.password) },
        by: { actor: { kind: "system", id: null, label: "Set-up" }, address: exchange.address },
      });
      if (outcome === "done")
        throw new AppError("conflict", { public: "Sightline is set up already. Log in instead." });
      if (outcome === "wrong-code") {
        throw new AppError("forbidden", {
          public: "This isn't the code that was printed on the console.",
          errors: [{ path: "code", message: "Isn't the code that was printed on the console." }],
        });
      }
      return jsonAnswer({ workspace: body.workspace }, 201);
    },
  }),
};
