"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { ApiProblem, apiFetch } from "@/lib/browser/api";
import { passwordCharactersMin } from "@/lib/contract/limits";
import { logIn } from "./log-in";
import { toSlug } from "./to-slug";
import { useFragmentCode } from "./use-fragment-code";

const fields = ["code", "email", "password", "workspace"] as const;
type FieldName = (typeof fields)[number];
type Faults = Partial<Record<FieldName | "form", string>>;

export function SetupForm() {
  const printedCode = useFragmentCode();
  const [faults, setFaults] = useState<Faults>({});
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const values = Object.fromEntries(fields.map((name) => [name, String(form.get(name) ?? "").trim()]));
    const password = String(form.get("password"));
    setBusy(true);
    setFaults({});
    try {
      const { workspace } = await apiFetch<{ workspace: string }>("/api/v1/setup", {
        method: "POST",
        json: { ...values, password, workspace: toSlug(values.workspace ?? "") },
      });
      const problem = await logIn(values.email ?? "", password);
      location.href = problem === null ? `/w/${workspace}/settings/keys?first=1` : "/login";
    } catch (error) {
      setFaults(faultsOf(error));
      setBusy(false);
    }
  }

  return (
    <form className="form" method="post" onSubmit={submit}>
      <TextInput
        key={printedCode}
        label="One-time code"
        name="code"
        defaultValue={printedCode}
        autoComplete="off"
        spellCheck={false}
        required
        error={faults.code}
        hint="Printed on the console at the first start."
      />
      <TextInput label="E-mail" name="email" type="email" autoComplete="username" required error={faults.email} />
      <TextInput
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={passwordCharactersMin}
        required
        error={faults.password}
        hint={`At least ${passwordCharactersMin} characters, no other rule.`}
      />
      <TextInput
        label="Workspace"
        name="workspace"
        autoComplete="organization"
        placeholder="harbor"
        required
        error={faults.workspace}
        hint="Your team's name as it stands in addresses: a-z, 0-9 and hyphens."
      />
      {faults.form && (
        <p role="alert" className="fault">
          {faults.form}
        </p>
      )}
      <Button type="submit" variant="primary" disabled={isBusy}>
        {isBusy ? "Setting up" : "Set up"}
      </Button>
    </form>
  );
}

function faultsOf(error: unknown): Faults {
  if (!(error instanceof ApiProblem)) return { form: "The page failed before it could ask the server. Reload it." };
  if (error.status === 403) return { code: "This is not the code that the server printed." };
  if (error.status === 409) return { form: "Sightline is set up already. Go to the login page." };
  const faults: Faults = {};
  for (const { path, message } of error.errors) {
    const field = fields.find((name) => name === path);
    if (field) faults[field] = message;
  }
  return Object.keys(faults).length > 0 ? faults : { form: error.message };
}
