"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { MaskedText } from "@/components/ui/masked-text";
import { Segmented } from "@/components/ui/segmented";
import { ApiProblem } from "@/lib/browser/api";
import { type KeyPrivacy, keyPrivacies, privacyMeaning } from "@/lib/contract/key-privacy";
import { previewCharactersMax } from "@/lib/contract/limits";
import type { PreviewedEvent } from "@/lib/contract/privacy";
import { previewPrivacy } from "./privacy-query";

/** A box to try what each level keeps. Nothing of it is stored. */
export function PrivacyPreviewBox({ workspace }: { workspace: string }) {
  const [level, setLevel] = useState<KeyPrivacy>("redacted");
  const preview = useMutation({ mutationFn: (text: string) => previewPrivacy(workspace, text) });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    preview.mutate(String(new FormData(event.currentTarget).get("text")));
  }

  const problem = preview.error instanceof ApiProblem ? preview.error.detail : preview.error?.message;
  return (
    <section className="panel" aria-labelledby="preview-title">
      <header>
        <h2 id="preview-title">Try it</h2>
      </header>
      <div className="p-3.5">
        <form onSubmit={submit}>
          <Field label="An event, a hook's payload, or any text" error={problem} hint="Nothing of it is stored.">
            {(input) => (
              <textarea
                {...input}
                name="text"
                rows={6}
                required
                maxLength={previewCharactersMax}
                spellCheck={false}
                className="input area mono"
                placeholder={'{"event_type": "tool.started", "metadata": {"command": "PGPASSWORD=hunter2 psql"}}'}
              />
            )}
          </Field>
          <div className="acts mt-3">
            <Button type="submit" variant="primary" disabled={preview.isPending}>
              Show what would be stored
            </Button>
          </div>
        </form>
        {preview.data && (
          <div className="mt-4">
            <Segmented
              label="Level"
              value={level}
              options={keyPrivacies.map((value) => ({ value, text: value }))}
              onChange={setLevel}
            />
            <p className="hint">
              A {level} key keeps {privacyMeaning[level]}.
            </p>
            <div className="codeblock mt-2">
              <pre data-testid="privacy-preview" aria-live="polite">
                <MaskedText text={JSON.stringify(shown(preview.data[level]), null, 2)} />
              </pre>
            </div>
          </div>
        )}
      </div>
    </section>
  );
}

/** Without what is absent, and without the id that would be made. */
function shown({ event_id: _, ...event }: PreviewedEvent) {
  return Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null));
}
