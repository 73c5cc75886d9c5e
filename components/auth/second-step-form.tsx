"use client";

import { signOut } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { localPath } from "./local-path";
import { enterCode } from "./log-in";

/** For whose password, or provider, was right. */
export function SecondStepForm({ next }: { next: string | null }) {
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code"));
    setBusy(true);
    setFault(null);
    const problem = await enterCode(code);
    if (problem === null) {
      location.href = localPath(next, location.origin);
      return;
    }
    setFault(problem);
    setBusy(false);
  }

  async function startAgain() {
    await signOut({ redirect: false });
    location.href = "/login";
  }

  return (
    <form className="form" method="post" onSubmit={submit}>
      <TextInput
        label="Code"
        name="code"
        autoComplete="one-time-code"
        autoFocus
        maxLength={40}
        required
        hint="Six digits of your authenticator app, or a recovery code."
      />
      {fault !== null && (
        <p role="alert" className="fault">
          {fault}
        </p>
      )}
      <Button type="submit" variant="primary" disabled={isBusy}>
        {isBusy ? "Checking" : "Go on"}
      </Button>
      <Button variant="ghost" onClick={startAgain}>
        Start again
      </Button>
    </form>
  );
}
