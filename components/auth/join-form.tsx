import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { ApiProblem } from "@/lib/browser/api";
import { acceptInvitation } from "@/lib/browser/members-query";
import { passwordCharactersMin } from "@/lib/contract/limits";
import { logIn } from "./log-in";
import { forgetInvitationSecret } from "./use-invitation-secret";

/** A name and a password: the invited get an account, are logged in, and stand in the workspace. */
export function JoinForm({ secret, email }: { secret: string; email: string }) {
  const join = useMutation({
    async mutationFn({ name, password }: { name: string; password: string }) {
      const { workspace } = await acceptInvitation({ secret, name, password });
      forgetInvitationSecret();
      const problem = await logIn(email, password);
      location.href = problem === null ? `/w/${workspace}/overview` : "/login";
    },
  });
  const faults = join.error instanceof ApiProblem ? join.error.errors : [];
  const faultAt = (path: string) => faults.find((fault) => fault.path === path)?.message;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    join.mutate({ name: String(form.get("name")).trim(), password: String(form.get("password")) });
  }
  return (
    <form className="form" method="post" onSubmit={submit}>
      <TextInput label="E-mail" type="email" name="email" value={email} readOnly autoComplete="username" />
      <TextInput label="Your name" name="name" autoComplete="name" maxLength={100} required error={faultAt("name")} />
      <TextInput
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={passwordCharactersMin}
        required
        error={faultAt("password")}
        hint={`At least ${passwordCharactersMin} characters, no other rule.`}
      />
      {join.error && faults.length === 0 && (
        <p role="alert" className="fault">
          {join.error.message}
        </p>
      )}
      <Button type="submit" variant="primary" disabled={join.isPending || join.isSuccess}>
        Join
      </Button>
    </form>
  );
}
