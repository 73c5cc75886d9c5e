import { access } from "@/lib/contract/access";
import { emailConfirmation, emailRequest } from "@/lib/contract/account";
import { auditOwn } from "../auth/audit-own";
import { confirmByCode, issueConfirmLink } from "../auth/confirm-link";
import { requireLoginAttempt, tooManyTries } from "../auth/login-throttle";
import { requireProof } from "../auth/require-proof";
import { forgetLogin } from "../auth/viewer";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { ownOrigin } from "../http/own-origin";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { composeMail } from "../mail/compose-mail";
import { mailIsSet, sendLater } from "../mail/send-mail";
import { takePlace } from "../store/paces";
import { findAccount } from "../store/people";
import { readAccount } from "./read-account";

/** Mails that one person may ask for, and that one address gets: nobody's mailbox is to be filled from here. */
const mailsOfOne = { burst: 3, everyMs: 5 * 60_000, waitMsMax: 0 };

/**
 * `POST /api/v1/account/email`: a link by mail to one's own address, or to a new one. Whether somebody else has that is told
 * only to who can read what is sent there.
 */
export const accountEmailEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/account/email"],
    body: emailRequest,
    async run({ caller, query, body: { email, ...proof }, exchange }) {
      refuseUnknownParameters(query, []);
      if (!mailIsSet()) {
        throw new AppError("not_found", { public: "This server sends no mail, so no address can be confirmed." });
      }
      const person = await findAccount(caller.personId);
      const isNew = person?.email !== email;
      if (isNew) await requireProof(caller, proof, exchange.address);
      else if (person.emailVerifiedAt) {
        throw fieldProblem("invalid", [{ path: "email", message: "Is yours, and confirmed already." }]);
      }
      for (const name of [`confirmations of ${caller.personId}`, `confirmations to ${email}`]) {
        if ((await takePlace(name, mailsOfOne)) === null) throw tooManyTries();
      }
      const origin = ownOrigin(exchange);
      sendLater(async () => {
        const url = await issueConfirmLink(caller.personId, email, origin);
        return composeMail({
          to: email,
          subject: "Confirm your address for Sightline",
          before: [`This link makes ${email} the address of your account, once and within a day. Log in to open it:`],
          link: { text: "Confirm the address", url },
          after: ["If you did not ask for it, do nothing."],
        });
      });
      return { status: 204, headers: {}, body: null };
    },
  }),
};

/**
 * `POST /api/v1/account/email/confirm`: spends a link. Only who asked for it can: whoever is merely talked into opening one
 * does not lend their address to an account of somebody else.
 */
export const confirmEmailEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/account/email/confirm"],
    body: emailConfirmation,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      await requireLoginAttempt(`confirm ${caller.personId}`, exchange.address);
      const spent = await confirmByCode(caller.personId, body.code);
      if (spent === "taken") throw new AppError("conflict", { public: "Another account has that address." });
      if (!spent) {
        const message = "Was used, has expired, or was made for another account.";
        throw new AppError("forbidden", { public: `code: ${message}`, errors: [{ path: "code", message }] });
      }
      forgetLogin(caller.loginId);
      const { before, email } = spent;
      const { address } = exchange;
      if (before === email) await auditOwn(caller, "person.email_confirmed", { address });
      else {
        await auditOwn(caller, "person.email_changed", { address, target: email });
        tellOldAddress(before, email, ownOrigin(exchange));
      }
      return jsonAnswer(await readAccount(caller.personId));
    },
  }),
};

/** Who has lost an account to somebody else should hear of it where they still can. */
function tellOldAddress(before: string, email: string, origin: string): void {
  if (!mailIsSet()) return;
  sendLater(async () =>
    composeMail({
      to: before,
      subject: "Your address for Sightline has changed",
      before: [`Your account's address is now ${email}. From now on that is what you log in with:`],
      link: { text: "Log in", url: `${origin}/login` },
      after: ["If you did not change it, tell an admin of your workspace."],
    }),
  );
}
