import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { TextInput } from "./text-input";

type TypedWordDialogProps = {
  title: string;
  lead: ReactNode;
  /** What has to be typed. */
  word: string;
  act: string;
  hint?: string;
  isBusy?: boolean;
  problem?: Error | null;
  onConfirm: (word: string) => void;
  onClose: () => void;
};

/** For what is meant only by who types the workspace's name. */
export function TypedWordDialog({
  title,
  lead,
  word,
  act,
  hint,
  isBusy = false,
  problem,
  onConfirm,
  onClose,
}: TypedWordDialogProps) {
  const [typed, setTyped] = useState("");
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (typed.trim() === word) onConfirm(word);
  }
  return (
    <Dialog open onClose={onClose} title={title} lead={lead}>
      <form className="form" onSubmit={submit}>
        <TextInput
          label={`Type ${word} to say yes`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          hint={hint}
        />
        {problem && (
          <p role="alert" className="fault">
            {problem.message}
          </p>
        )}
        <div className="acts">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="danger" disabled={isBusy || typed.trim() !== word}>
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
