"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { localPath } from "./local-path";
import { logIn } from "./log-in";

/** `fault`: what a provider's log-in came back with. */
export function LoginForm({ next, fault: before }: { next: string | null; fault: string | null }) {
  const [fault, setFault] = useState(before);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFault(null);
    const problem = await logIn(String(form.get("email")), String(form.get("password")));
    if (problem === null) {
      // Where there is a second step, that page leads to it.
      location.href = localPath(next, location.origin);
      return;
    }
    setFault(problem);
    setBusy(false);
  }

  return (
    <form className="form" method="post" onSubmit={submit}>
      <TextInput label="E-mail" name="email" type="email" autoComplete="username" required />
      <TextInput label="Password" name="password" type="password" autoComplete="current-password" required />
      {fault !== null && (
        <p role="alert" className="fault">
          {fault}
        </p>
      )}
      <Button type="submit" variant="primary" disabled={isBusy}>
        {isBusy ? "Logging in" : "Log in"}
      </Button>
    </form>
  );
}
