"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextInput } from "@/components/ui/text-input";

type ConfirmRetentionProps = { workspace: string; lead: ReactNode; onClose: () => void; onConfirm: () => void };

/** What is removed can't be brought back, so the workspace's name has to be typed. */
export function ConfirmRetention({ workspace, lead, onClose, onConfirm }: ConfirmRetentionProps) {
  const [word, setWord] = useState("");
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (word.trim() === workspace) onConfirm();
  }
  return (
    <Dialog open onClose={onClose} title="Remove what is older?" lead={lead}>
      <form className="form" onSubmit={submit}>
        <TextInput
          label={`Type ${workspace} to say yes`}
          value={word}
          onChange={(event) => setWord(event.currentTarget.value)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          hint="What is removed can't be brought back."
        />
        <div className="acts">
          <Button type="button" onClick={onClose}>
            Keep it
          </Button>
          <Button type="submit" variant="danger" disabled={word.trim() !== workspace}>
            Remove
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
