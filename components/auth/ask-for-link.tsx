"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { requestPasswordReset } from "@/lib/browser/account-query";
import { faultAt, otherFault } from "@/lib/browser/fault-at";

/** Says the same whether anybody has the address or not. */
export function AskForLink() {
  const ask = useMutation({ mutationFn: requestPasswordReset });
  if (ask.isSuccess) {
    return (
      <p role="status" className="lead">
        If somebody here has the address {ask.variables}, a link is on its way there. It works once, within an hour.
      </p>
    );
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    ask.mutate(String(new FormData(event.currentTarget).get("email")).trim());
  }

  const fault = otherFault(ask.error, ["email"]);
  return (
    <form className="form" method="post" onSubmit={submit}>
      <TextInput
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        required
        error={faultAt(ask.error, "email")}
      />
      {fault && (
        <p role="alert" className="fault">
          {fault}
        </p>
      )}
      <Button type="submit" variant="primary" disabled={ask.isPending}>
        Send a link
      </Button>
    </form>
  );
}
