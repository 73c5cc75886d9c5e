"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { TextInput } from "@/components/ui/text-input";
import { resetPassword } from "@/lib/browser/account-query";
import { faultAt, otherFault } from "@/lib/browser/fault-at";
import { tellSignedOut } from "@/lib/browser/streams-of-person";
import { passwordCharactersMin } from "@/lib/contract/limits";

export function NewPasswordForm({ code }: { code: string }) {
  const set = useMutation({
    mutationFn: (password: string) => resetPassword(code, password),
    onSuccess: () => tellSignedOut(),
  });
  if (set.isSuccess) {
    return (
      <>
        <h1>Your password is set</h1>
        <p role="status" className="lead">
          Every login of yours has ended.{" "}
          <Link href="/login" className="link">
            Log in
          </Link>{" "}
          with the new one.
        </p>
      </>
    );
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    set.mutate(String(new FormData(event.currentTarget).get("password")));
  }

  const refused = faultAt(set.error, "code");
  const fault = otherFault(set.error, ["code", "password"]);
  return (
    <>
      <h1>Set a new password</h1>
      <form className="form" method="post" onSubmit={submit}>
        <TextInput
          label="New password"
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={passwordCharactersMin}
          required
          error={faultAt(set.error, "password")}
          hint={`At least ${passwordCharactersMin} characters, no other rule.`}
        />
        {refused && (
          <p role="alert" className="fault">
            This link was used, has expired, or is not one of ours.{" "}
            <a href="/reset" className="link">
              Ask for a new one
            </a>
            .
          </p>
        )}
        {fault && (
          <p role="alert" className="fault">
            {fault}
          </p>
        )}
        <Button type="submit" variant="primary" disabled={set.isPending}>
          Set password
        </Button>
      </form>
    </>
  );
}
