import { TextInput } from "@/components/ui/text-input";
import { faultAt } from "@/lib/browser/fault-at";
import type { Account, AccountProof } from "@/lib/contract/account";
import { freshLoginMinutes } from "@/lib/contract/limits";

type Known = Pick<Account, "has_password" | "second_factor">;

/** What shows that it is the account's person: the password, else a code; who has neither is told what counts instead. */
export function ProofField({ account, error }: { account: Known; error: Error | null }) {
  if (account.has_password) {
    return (
      <TextInput
        label="Your password"
        name="proof"
        type="password"
        autoComplete="current-password"
        required
        error={faultAt(error, "password")}
      />
    );
  }
  if (account.second_factor) {
    return (
      <TextInput
        label="A code of your app, or a recovery code"
        name="proof"
        autoComplete="one-time-code"
        required
        error={faultAt(error, "code")}
      />
    );
  }
  return <p className="muted">You have no password: this is done within {freshLoginMinutes} minutes of logging in.</p>;
}

/** The fields of a problem that `ProofField` shows. */
export const proofFields = ["password", "code"];

/** What was typed into it. */
export function proofOf(form: HTMLFormElement, account: Known): AccountProof {
  const given = String(new FormData(form).get("proof") ?? "");
  if (account.has_password) return { password: given };
  return account.second_factor ? { code: given } : {};
}
