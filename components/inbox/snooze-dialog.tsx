import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextInput } from "@/components/ui/text-input";
import { useViewerZone } from "@/components/ui/use-viewer-zone";
import { instantOfLocal, localTimeOf } from "@/lib/timeline/zone-time";

type SnoozeDialogProps = { nowMs: number; onSnooze: (untilMs: number) => void; onClose: () => void };

const dayMs = 86_400_000;

export function SnoozeDialog({ nowMs, onSnooze, onClose }: SnoozeDialogProps) {
  const zone = useViewerZone();
  const [local, setLocal] = useState(() => localTimeOf(nowMs + dayMs, zone).slice(0, 16));
  const [isLate, setLate] = useState(false);
  function submit(event: FormEvent) {
    event.preventDefault();
    const untilMs = instantOfLocal(`${local}:00`, zone);
    if (untilMs === null || untilMs <= nowMs) setLate(true);
    else onSnooze(untilMs);
  }
  return (
    <Dialog open onClose={onClose} title="Snooze until">
      <form className="form" onSubmit={submit}>
        <TextInput
          label={`Time (${zone})`}
          type="datetime-local"
          value={local}
          required
          error={isLate ? "Must be a time to come." : undefined}
          onChange={({ target }) => {
            setLocal(target.value);
            setLate(false);
          }}
        />
        <div className="acts">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary">
            Snooze
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
