import { access } from "@/lib/contract/access";
import { accountProof, identityUnlink } from "@/lib/contract/account";
import { auditOwn } from "../auth/audit-own";
import { linkingCookie } from "../auth/linking";
import { loginProviders } from "../auth/providers";
import { requireProof } from "../auth/require-proof";
import { AppError } from "../errors";
import type { MethodTable } from "../http/methods";
import { refuseUnknownParameters, route } from "../http/route";
import { unlinkIdentity } from "../store/identities";

/** `POST /api/v1/account/identities/link`: the next log-in with a provider, by this login's browser, is linked to it. */
export const linkIdentityEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/account/identities/link"],
    body: accountProof,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      await requireProof(caller, body, exchange.address);
      return { status: 204, headers: { "set-cookie": await linkingCookie(caller.loginId) }, body: null };
    },
  }),
};

/** `POST /api/v1/account/identities/unlink`: that provider's account logs nobody in any more. */
export const unlinkIdentityEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/account/identities/unlink"],
    body: identityUnlink,
    async run({ caller, query, body: { provider, subject, ...proof }, exchange }) {
      refuseUnknownParameters(query, []);
      await requireProof(caller, proof, exchange.address);
      const ways = loginProviders().map(({ id }) => id);
      const ended = await unlinkIdentity(caller.personId, { provider, subject, ways });
      if (ended === "none") throw new AppError("not_found", { public: "You have no such link." });
      if (ended === "only-way") {
        throw new AppError("conflict", { public: "It is your only way in. Set a password first." });
      }
      const { email } = ended;
      await auditOwn(caller, "person.account_unlinked", {
        address: exchange.address,
        target: provider,
        details: { email },
      });
      return { status: 204, headers: {}, body: null };
    },
  }),
};
