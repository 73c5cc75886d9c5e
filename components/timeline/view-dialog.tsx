import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextInput } from "@/components/ui/text-input";
import { viewNameCharactersMax } from "@/lib/contract/limits";

/** A view's name, and at its making whether others see it. */
export function ViewDialog({
  title,
  action,
  name: before = "",
  sharing = false,
  onClose,
  onDone,
}: {
  title: string;
  action: string;
  name?: string;
  sharing?: boolean;
  onClose: () => void;
  onDone: (view: { name: string; shared: boolean }) => Promise<unknown>;
}) {
  const [name, setName] = useState(before);
  const [shared, setShared] = useState(false);
  const [fault, setFault] = useState<string | undefined>();
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    try {
      await onDone({ name: name.trim(), shared });
      onClose();
    } catch (error) {
      setFault(error instanceof Error ? error.message : "It could not be saved.");
      setBusy(false);
    }
  }
  return (
    <Dialog open onClose={onClose} title={title}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <TextInput
          label="Name"
          value={name}
          maxLength={viewNameCharactersMax}
          autoComplete="off"
          error={fault}
          onChange={(event) => setName(event.target.value)}
        />
        {sharing && (
          <label className="flex items-center gap-2">
            <input type="checkbox" checked={shared} onChange={(event) => setShared(event.target.checked)} />
            Share it with the workspace
          </label>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={isBusy || name.trim() === ""}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
