import type { AccountProof } from "@/lib/contract/account";
import { freshLoginMinutes } from "@/lib/contract/limits";
import { AppError } from "../errors";
import { findLoginOpening } from "../store/logins";
import { findAccount } from "../store/people";
import { tooManyTries } from "./login-throttle";
import { requirePassword } from "./require-password";
import { type CodeOutcome, passSecondFactor } from "./second-factor";
import type { Viewer } from "./viewer";

/**
 * Before a change of how somebody logs in, as an open page is no proof of who sits before it: the password, or a code of the
 * second factor; for who has neither, a login that was opened just now. Throws 422 naming the field, 403 for a login that is
 * too old, 429 past the throttle.
 */
export async function requireProof(viewer: Viewer, { password, code }: AccountProof, address: string): Promise<void> {
  if (password !== undefined) return requirePassword(viewer, { password, field: "password", address });
  if (code !== undefined) return refuseUnlessRight(await passSecondFactor(viewer.personId, code));
  const person = await findAccount(viewer.personId);
  if (person?.passwordHash) throw missing("password");
  if (person?.secondFactor?.confirmedAt) throw missing("code");
  const openedAt = await findLoginOpening(viewer.loginId);
  if (openedAt && Date.now() - openedAt.getTime() <= freshLoginMinutes * 60_000) return;
  throw new AppError("forbidden", {
    public: `Log out and in again first: this is done within ${freshLoginMinutes} minutes of logging in.`,
  });
}

/** Throws where a code was not right, or not even looked at. */
export function refuseUnlessRight(outcome: CodeOutcome): void {
  if (outcome === "too-many") throw tooManyTries();
  if (outcome === "wrong") throw fieldFault("code", "Is not right, or was used already.");
}

const missing = (field: string) => fieldFault(field, "Is required.");

function fieldFault(path: string, message: string): AppError {
  return new AppError("invalid", { public: `${path}: ${message}`, errors: [{ path, message }] });
}
