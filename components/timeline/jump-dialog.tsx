import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextInput } from "@/components/ui/text-input";
import { useViewerZone } from "@/components/ui/use-viewer-zone";
import { findCursor } from "@/lib/browser/find-cursor";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { instantOfLocal } from "@/lib/timeline/zone-time";

type JumpDialogProps = {
  workspace: string;
  filter: TimelineFilter;
  onJump: (cursor: number) => void;
  onClose: () => void;
};

/** Asks for a moment or a cursor and goes to what happened around it. */
export function JumpDialog({ workspace, filter, onJump, onClose }: JumpDialogProps) {
  const zone = useViewerZone();
  const help = useId();
  const [fault, setFault] = useState<string | null>(null);
  const [isLooking, setLooking] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const cursor = String(form.get("cursor") ?? "").replace(/[\s,.]/g, "");
    const ms = instantOfLocal(String(form.get("time") ?? ""), zone);
    if (cursor !== "") {
      if (/^[1-9]\d{0,14}$/.test(cursor)) onJump(Number(cursor));
      else setFault("A cursor is a whole number, such as 48,213.");
      return;
    }
    if (ms === null) return setFault("Give a time, or a cursor.");
    setLooking(true);
    try {
      const found = await findCursor(workspace, filter, ms);
      if (found === null) setFault("Nothing that is kept fits the filter.");
      else onJump(found);
    } catch (error) {
      setFault(error instanceof Error ? error.message : "It can't be looked up just now.");
    } finally {
      setLooking(false);
    }
  };
  return (
    <Dialog open onClose={onClose} title="Jump to" lead="What happened around a moment, under the same filter.">
      <form className="form mt-3 grid gap-3" onSubmit={(event) => void submit(event)}>
        <TextInput
          label="Time"
          hint={`In ${zone.replaceAll("_", " ")}`}
          name="time"
          type="datetime-local"
          step={1}
          autoFocus
        />
        <TextInput label="Or cursor" name="cursor" inputMode="numeric" autoComplete="off" placeholder="48,213" />
        {fault !== null && (
          <p id={help} role="alert" className="fault">
            {fault}
          </p>
        )}
        <div className="acts">
          <Button type="submit" variant="primary" disabled={isLooking}>
            {isLooking ? "Looking" : "Jump"}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}
