import { access } from "@/lib/contract/access";
import { resetPassword, resetRequest } from "@/lib/contract/account";
import { auditOwn } from "../auth/audit-own";
import { requireLoginAttempt } from "../auth/login-throttle";
import { issueResetLink, resetPasswordByCode } from "../auth/reset-link";
import { AppError } from "../errors";
import type { MethodTable } from "../http/methods";
import { ownOrigin } from "../http/own-origin";
import { refuseUnknownParameters, route } from "../http/route";
import { composeMail } from "../mail/compose-mail";
import { mailIsSet, sendLater } from "../mail/send-mail";
import { takePlace } from "../store/paces";
import { findPersonByEmail } from "../store/people";

/** Mails that one address gets, however often it is asked for: nobody's mailbox is to be filled from here. */
const mailsOfAddress = { burst: 3, everyMs: 5 * 60_000, waitMsMax: 0 };

/** `POST /api/v1/password-reset`: a link by mail. The answer is the same whether anybody has the address or not. */
export const passwordResetEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/password-reset"],
    body: resetRequest,
    async run({ query, body, exchange }) {
      refuseUnknownParameters(query, []);
      if (!mailIsSet()) {
        throw new AppError("not_found", { public: "This server sends no mail. An admin can make you a link." });
      }
      await requireLoginAttempt(`reset ${body.email}`, exchange.address);
      const origin = ownOrigin(exchange);
      sendLater(async () => {
        const person = await findPersonByEmail(body.email);
        if (!person || (await takePlace(`reset mail to ${person.email}`, mailsOfAddress)) === null) return null;
        const { url } = await issueResetLink(person.id, { origin, mailed: true });
        return composeMail({
          to: person.email,
          subject: "Set a new password for Sightline",
          before: ["Somebody, most likely you, asked for a new password. This link sets one, within an hour and once:"],
          link: { text: "Set a new password", url },
          after: ["It ends every login that is open now. If you did not ask, do nothing: your password stays."],
        });
      });
      return { status: 204, headers: {}, body: null };
    },
  }),
};

/** `POST /api/v1/password-reset/password`: spends a link. */
export const newPasswordEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/password-reset/password"],
    body: resetPassword,
    async run({ query, body, exchange }) {
      refuseUnknownParameters(query, []);
      await requireLoginAttempt(`reset-code ${exchange.address}`, exchange.address);
      const spent = await resetPasswordByCode(body.code, body.password);
      if (!spent) {
        const message = "Was used, has expired, or is not one of ours. Ask for a new link.";
        throw new AppError("forbidden", { public: `code: ${message}`, errors: [{ path: "code", message }] });
      }
      await auditOwn(spent, "person.password_reset", { address: exchange.address });
      return { status: 204, headers: {}, body: null };
    },
  }),
};
