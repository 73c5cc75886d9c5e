import { access } from "@/lib/contract/access";
import {
  accountProof,
  type RecoveryCodes,
  type SecondFactorSecret,
  secondFactorCode,
  secondFactorOff,
} from "@/lib/contract/account";
import { auditOwn } from "../auth/audit-own";
import { requirePassword } from "../auth/require-password";
import { refuseUnlessRight, requireProof } from "../auth/require-proof";
import { passSecondFactor, renewRecoveryCodes, startSecondFactor, turnOnSecondFactor } from "../auth/second-factor";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { refuseUnknownParameters, route } from "../http/route";
import { removeSecondFactor } from "../store/second-factors";

/** `POST /api/v1/account/second-factor`: a secret for the app to learn. Nothing is asked for before a first code. */
export const secondFactorEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/account/second-factor"],
    body: accountProof,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      await requireProof(caller, body, exchange.address);
      const begun = await startSecondFactor(caller.personId, caller.email);
      if (!begun) throw new AppError("conflict", { public: "It is on already. Turn it off first." });
      return jsonAnswer(begun satisfies SecondFactorSecret, 201);
    },
  }),
};

/** `POST /api/v1/account/second-factor/confirm`: on from here. */
export const secondFactorConfirmEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/account/second-factor/confirm"],
    body: secondFactorCode,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      const { outcome, recoveryCodes } = await turnOnSecondFactor(caller.personId, body.code);
      refuseUnlessRight(outcome);
      await auditOwn(caller, "person.second_factor_on", { address: exchange.address });
      return jsonAnswer({ recovery_codes: recoveryCodes } satisfies RecoveryCodes, 201);
    },
  }),
};

/** `POST /api/v1/account/second-factor/off`: for the password, or for a code. */
export const secondFactorOffEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/account/second-factor/off"],
    body: secondFactorOff,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      if ("code" in body) refuseUnlessRight(await passSecondFactor(caller.personId, body.code));
      else await requirePassword(caller, { password: body.password, field: "password", address: exchange.address });
      await removeSecondFactor(caller.personId);
      await auditOwn(caller, "person.second_factor_off", { address: exchange.address });
      return { status: 204, headers: {}, body: null };
    },
  }),
};

/** `POST /api/v1/account/second-factor/recovery-codes`: new ones; the old ones end at once. */
export const recoveryCodesEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/account/second-factor/recovery-codes"],
    body: accountProof,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      await requireProof(caller, body, exchange.address);
      const codes = await renewRecoveryCodes(caller.personId);
      if (!codes) throw new AppError("conflict", { public: "There is no second factor. Turn it on first." });
      await auditOwn(caller, "person.recovery_codes_renewed", { address: exchange.address });
      return jsonAnswer({ recovery_codes: codes } satisfies RecoveryCodes, 201);
    },
  }),
};
