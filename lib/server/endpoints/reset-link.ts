import { access } from "@/lib/contract/access";
import type { ResetLink } from "@/lib/contract/account";
import { issueResetLink } from "../auth/reset-link";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { ownOrigin } from "../http/own-origin";
import { refuseUnknownParameters, route } from "../http/route";
import { appendAudit } from "../store/audit-log";
import { findResetStanding } from "../store/reset-standing";

/** `POST /api/v1/members/{id}/reset-link`: a link that an admin hands to a member who forgot their password. */
export const resetLinkEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/members/{id}/reset-link"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const asked = { adminId: caller.id, personId: exchange.params.id ?? "" };
      const member = await findResetStanding(caller.workspace.id, asked);
      if (!member) throw new AppError("not_found", { public: "No such member." });
      if (member.standing !== "above") {
        throw new AppError("forbidden", {
          public:
            "They are an owner, or in a workspace that you don't keep. Whoever runs the server can make the link.",
        });
      }
      const { url, expiresAt } = await issueResetLink(member.personId, { origin: ownOrigin(exchange), mailed: false });
      await appendAudit(caller.workspace.id, {
        actor: { kind: "person", id: caller.id, label: caller.email },
        act: "person.password_reset_made",
        target: member.email,
        address: exchange.address,
      });
      return jsonAnswer({ url, expires_at: expiresAt.toISOString() } satisfies ResetLink, 201);
    },
  }),
};
