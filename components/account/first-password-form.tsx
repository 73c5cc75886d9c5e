import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import { accountLoginsQuery, accountQuery, changePassword } from "@/lib/browser/account-query";
import { faultAt, otherFault } from "@/lib/browser/fault-at";
import type { Account } from "@/lib/contract/account";
import { NewPasswordInput } from "./new-password-input";
import { ProofField, proofFields, proofOf } from "./proof-field";

/** For who only ever came through a provider. */
export function FirstPasswordForm({ account }: { account: Account }) {
  const queries = useQueryClient();
  const set = useMutation({
    mutationFn: changePassword,
    onSuccess: () => toast("Your password is set; your other logins have ended"),
    onSettled: () =>
      Promise.all([accountQuery, accountLoginsQuery].map(({ queryKey }) => queries.invalidateQueries({ queryKey }))),
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { code } = proofOf(event.currentTarget, account);
    const password = String(new FormData(event.currentTarget).get("password"));
    set.mutate({ password, ...(code === undefined ? {} : { code }) });
  }

  const fault = otherFault(set.error, proofFields);
  return (
    <form className="account-form" onSubmit={submit}>
      <p>You have none: a provider logs you in. With one, you get in without it too.</p>
      <input type="hidden" name="username" autoComplete="username" value={account.email} readOnly />
      <NewPasswordInput error={faultAt(set.error, "password")} />
      <ProofField account={account} error={set.error} />
      {fault && (
        <p role="alert" className="fault">
          {fault}
        </p>
      )}
      <Button type="submit" variant="primary" disabled={set.isPending}>
        Set password
      </Button>
    </form>
  );
}
