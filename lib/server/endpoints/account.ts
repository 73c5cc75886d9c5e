import { access } from "@/lib/contract/access";
import { type AccountLogins, accountChange, passwordChange } from "@/lib/contract/account";
import { auditOwn } from "../auth/audit-own";
import { hashPassword } from "../auth/password";
import { requirePassword } from "../auth/require-password";
import { requireProof } from "../auth/require-proof";
import { forgetLogin } from "../auth/viewer";
import { AppError } from "../errors";
import { type Answer, jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { refuseUnknownParameters, route } from "../http/route";
import { listLogins, revokeLogins } from "../store/logins";
import { findAccount, renamePerson, setPasswordHash } from "../store/people";
import { readAccount } from "./read-account";

const done: Answer = { status: 204, headers: {}, body: null };

/** `/api/v1/account`: the caller themselves. */
export const accountEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/account"],
    async run({ caller, query }) {
      refuseUnknownParameters(query, []);
      return jsonAnswer(await readAccount(caller.personId));
    },
  }),
  PATCH: route({
    caller: access["PATCH /api/v1/account"],
    body: accountChange,
    async run({ caller, query, body }) {
      refuseUnknownParameters(query, []);
      await renamePerson(caller.personId, body.name);
      forgetLogin(caller.loginId);
      return jsonAnswer(await readAccount(caller.personId));
    },
  }),
};

/** `POST /api/v1/account/password`: changes it, or sets a first one. The other logins end with it. */
export const passwordEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/account/password"],
    body: passwordChange,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      const isFirst = (await findAccount(caller.personId))?.passwordHash === null;
      if (isFirst) await requireProof(caller, { code: body.code }, exchange.address);
      else {
        await requirePassword(caller, { password: body.current ?? "", field: "current", address: exchange.address });
      }
      await setPasswordHash(caller.personId, await hashPassword(body.password));
      await endLogins(caller.personId, { except: caller.loginId });
      const act = isFirst ? "person.password_set" : "person.password_changed";
      await auditOwn(caller, act, { address: exchange.address });
      return done;
    },
  }),
};

/** `/api/v1/account/logins`: the browsers in which the caller is logged in. `DELETE` ends them all, the caller's too. */
export const loginsEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/account/logins"],
    async run({ caller, query }) {
      refuseUnknownParameters(query, []);
      const logins = await listLogins(caller.personId);
      return jsonAnswer({
        logins: logins.map((login) => ({
          id: login.id,
          created_at: login.createdAt.toISOString(),
          last_seen_at: login.lastSeenAt.toISOString(),
          address: login.address,
          user_agent: login.userAgent,
          current: login.id === caller.loginId,
        })),
      } satisfies AccountLogins);
    },
  }),
  DELETE: route({
    caller: access["DELETE /api/v1/account/logins"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const count = await endLogins(caller.personId);
      await auditOwn(caller, "person.logins_ended", { address: exchange.address, details: { logins: count } });
      return done;
    },
  }),
};

/** `DELETE /api/v1/account/logins/{id}`. */
export const loginEndpoint: MethodTable = {
  DELETE: route({
    caller: access["DELETE /api/v1/account/logins/{id}"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const ended = await endLogins(caller.personId, { only: exchange.params.id ?? "" });
      if (ended === 0) throw new AppError("not_found", { public: "No such login." });
      await auditOwn(caller, "person.logins_ended", { address: exchange.address, details: { logins: ended } });
      return done;
    },
  }),
};

async function endLogins(personId: string, which?: { except?: string; only?: string }): Promise<number> {
  const ended = await revokeLogins(personId, which);
  for (const login of ended) forgetLogin(login);
  return ended.length;
}
