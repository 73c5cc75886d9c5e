"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { ApiProblem } from "@/lib/browser/api";
import { createKey, keysQuery } from "@/lib/browser/keys-query";
import { keyPrivacies, privacyMeaning } from "@/lib/contract/key-privacy";
import type { CreatedKey } from "@/lib/contract/keys";
import { NumberedStep } from "./numbered-step";

type KeyStepProps = {
  workspace: string;
  /** What will report with it. */
  name: string;
  minted: CreatedKey | null;
  mayMakeKeys: boolean;
  onMinted: (key: CreatedKey) => void;
};

/** A key that may only send, made right here; it stays on the page until that is left, and nowhere else. */
export function KeyStep({ workspace, name, minted, mayMakeKeys, onMinted }: KeyStepProps) {
  const queries = useQueryClient();
  const id = useId();
  const create = useMutation({
    mutationFn: (form: FormData) =>
      createKey(workspace, {
        name: `${name}, from the Connect page`,
        scopes: ["ingest"],
        privacy: keyPrivacies.find((privacy) => privacy === form.get("privacy")) ?? "full",
      }),
    onSuccess: onMinted,
    onSettled: () => queries.invalidateQueries({ queryKey: keysQuery(workspace).queryKey }),
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    create.mutate(new FormData(event.currentTarget));
  }

  return (
    <NumberedStep number={1} title="Make a key that may only send" isDone={minted !== null}>
      {minted && (
        <p>
          <b>{minted.name}</b> (<span className="mono">{minted.prefix}</span>…) keeps {privacyMeaning[minted.privacy]}.
          It is filled in below, and shown only until you leave this page.
        </p>
      )}
      {!minted && !mayMakeKeys && <p>Members of this workspace make keys; ask one of them for it.</p>}
      {!minted && mayMakeKeys && (
        <form onSubmit={submit} className="mint">
          <label htmlFor={id} className="label">
            What is kept of what it sends
          </label>
          <select id={id} name="privacy" defaultValue="full" className="input">
            {keyPrivacies.map((privacy) => (
              <option key={privacy} value={privacy}>
                {privacy}: {privacyMeaning[privacy]}
              </option>
            ))}
          </select>
          <Button type="submit" variant="primary" disabled={create.isPending}>
            Make a key
          </Button>
        </form>
      )}
      {create.error && (
        <p role="alert" className="fault">
          {create.error instanceof ApiProblem ? create.error.detail : create.error.message}
        </p>
      )}
    </NumberedStep>
  );
}
