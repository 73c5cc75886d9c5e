import { access } from "@/lib/contract/access";
import {
  type RecoveryCodes,
  type SecondFactorSecret,
  secondFactorCode,
  secondFactorOff,
  secondFactorStart,
} from "@/lib/contract/account";
import { auditOwn } from "../auth/audit-own";
import { requirePassword, tooManyTries } from "../auth/require-password";
import { type CodeOutcome, passSecondFactor, startSecondFactor, turnOnSecondFactor } from "../auth/second-factor";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { findAccount } from "../store/people";
import { removeSecondFactor } from "../store/second-factors";

/** `POST /api/v1/account/second-factor`: a secret for the app to learn. Nothing is asked for before a first code. */
export const secondFactorEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/account/second-factor"],
    body: secondFactorStart,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      const person = await findAccount(caller.personId);
      if (person?.passwordHash) {
        if (body.password === undefined) throw fieldProblem("invalid", [{ path: "password", message: "Is required." }]);
        await requirePassword(caller, { password: body.password, field: "password", address: exchange.address });
      }
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

function refuseUnlessRight(outcome: CodeOutcome): void {
  if (outcome === "too-many") throw tooManyTries();
  if (outcome === "wrong") {
    throw fieldProblem("invalid", [{ path: "code", message: "Is not right, or was used already." }]);
  }
}
