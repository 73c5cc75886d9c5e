import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef } from "react";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { toast } from "@/components/ui/toaster";
import { accountLoginsQuery, changePassword } from "@/lib/browser/account-query";
import { faultAt, otherFault } from "@/lib/browser/fault-at";
import type { Account } from "@/lib/contract/account";
import { FirstPasswordForm } from "./first-password-form";
import { NewPasswordInput } from "./new-password-input";

export function PasswordPanel({ account }: { account: Account }) {
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      form.current?.reset();
      toast("Your password is changed; your other logins have ended");
    },
    onSettled: () => queries.invalidateQueries({ queryKey: accountLoginsQuery.queryKey }),
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    change.mutate({ current: String(values.get("current")), password: String(values.get("password")) });
  }

  const fault = otherFault(change.error, ["current", "password"]);
  return (
    <section className="panel" aria-labelledby="password-title">
      <header>
        <h2 id="password-title">Password</h2>
      </header>
      {account.has_password ? (
        <form ref={form} className="account-form" onSubmit={submit}>
          {/* So that a password manager knows whose it is. */}
          <input type="hidden" name="username" autoComplete="username" value={account.email} readOnly />
          <TextInput
            label="Present password"
            name="current"
            type="password"
            autoComplete="current-password"
            required
            error={faultAt(change.error, "current")}
          />
          <NewPasswordInput error={faultAt(change.error, "password")} />
          {fault && (
            <p role="alert" className="fault">
              {fault}
            </p>
          )}
          <Button type="submit" variant="primary" disabled={change.isPending}>
            Change password
          </Button>
        </form>
      ) : (
        <FirstPasswordForm account={account} />
      )}
    </section>
  );
}
