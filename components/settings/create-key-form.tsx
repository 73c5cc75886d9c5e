import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { ApiProblem } from "@/lib/browser/api";
import { keyPrivacies, privacyMeaning } from "@/lib/contract/key-privacy";
import { type KeyScope, keyScopes } from "@/lib/contract/key-scopes";
import type { KeyDraft } from "@/lib/contract/keys";
import { rateLimitMax } from "@/lib/contract/limits";

const scopeMeaning: Readonly<Record<KeyScope, string>> = {
  ingest: "send events",
  read: "read events and follow them live",
  admin: "manage keys",
};

type CreateKeyFormProps = {
  mayGrantAdmin: boolean;
  isBusy: boolean;
  problem: Error | null;
  onCreate: (key: KeyDraft) => void;
  onCancel: () => void;
};

export function CreateKeyForm({ mayGrantAdmin, isBusy, problem, onCreate, onCancel }: CreateKeyFormProps) {
  const [isScopeMissing, setScopeMissing] = useState(false);
  const faults = problem instanceof ApiProblem ? problem.errors : [];
  const faultAt = (path: string) => faults.find((fault) => fault.path.startsWith(path))?.message;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const scopes = keyScopes.filter((scope) => form.get(scope) !== null);
    setScopeMissing(scopes.length === 0);
    if (scopes.length === 0) return;
    const lastDay = String(form.get("expires"));
    const rateLimit = String(form.get("rate"));
    onCreate({
      name: String(form.get("name")).trim(),
      scopes,
      ...(lastDay === "" ? {} : { expires_at: endOfDay(lastDay) }),
      ...(rateLimit === "" ? {} : { rate_limit: Number(rateLimit) }),
      allowed_sources: sourcesOf(String(form.get("sources"))),
      privacy: keyPrivacies.find((privacy) => privacy === form.get("privacy")) ?? "full",
    });
  }

  const scopeFault = isScopeMissing ? "Choose at least one." : faultAt("scopes");
  return (
    <form className="form" onSubmit={submit}>
      <TextInput
        label="Name"
        name="name"
        placeholder="laptop of Ana"
        maxLength={100}
        required
        error={faultAt("name")}
      />
      <fieldset>
        <legend className="label">It may</legend>
        {keyScopes
          .filter((scope) => scope !== "admin" || mayGrantAdmin)
          .map((scope) => (
            <label key={scope} className="flex items-center gap-2 py-0.5">
              <input type="checkbox" name={scope} defaultChecked={scope === "ingest"} className="accent-accent" />
              {scopeMeaning[scope]} <span className="mono faint">{scope}</span>
            </label>
          ))}
        {scopeFault && <p className="fault">{scopeFault}</p>}
      </fieldset>
      <Field label="What is kept of what it sends" error={faultAt("privacy")}>
        {(input) => (
          <select {...input} name="privacy" defaultValue="full" className="input">
            {keyPrivacies.map((privacy) => (
              <option key={privacy} value={privacy}>
                {privacy}: {privacyMeaning[privacy]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <TextInput
        label="Sources"
        name="sources"
        placeholder="claude-code, ci"
        error={faultAt("allowed_sources")}
        hint="Events of others are rejected. Empty: it may send for any."
      />
      <TextInput
        label="Last day"
        name="expires"
        type="date"
        error={faultAt("expires_at")}
        hint="Empty: it works until it is revoked."
      />
      <TextInput
        label="Events a second"
        name="rate"
        type="number"
        inputMode="numeric"
        min={1}
        max={rateLimitMax}
        error={faultAt("rate_limit")}
        hint="Twice as many may come at once. Empty: the server's usual limit."
      />
      {problem && faults.length === 0 && (
        <p role="alert" className="fault">
          {problem.message}
        </p>
      )}
      <div className="acts">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={isBusy}>
          Create key
        </Button>
      </div>
    </form>
  );
}

/** The last moment of a day as the viewer reckons days. */
function endOfDay(day: string): string {
  return new Date(`${day}T23:59:59`).toISOString();
}

const sourcesOf = (text: string) =>
  text
    .split(",")
    .map((source) => source.trim())
    .filter((source) => source !== "");
