import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { NotificationActs } from "./use-notification-acts";

type PickedNotificationsProps = {
  picked: readonly string[];
  mayAct: boolean;
  acts: NotificationActs;
  onClear: () => void;
};

/** What may be done with the selected entries. It floats, so that its coming moves no row. */
export function PickedNotifications({ picked, mayAct, acts, onClear }: PickedNotificationsProps) {
  if (picked.length === 0) return null;
  const run = (act: Promise<unknown>) => {
    onClear();
    void act;
  };
  return (
    <section className="pickbar" aria-label="Selection">
      <b role="status">{picked.length.toLocaleString("en")} selected</b>
      <Button
        size="small"
        disabled={!mayAct}
        title={mayAct ? undefined : "For members: you are a viewer here"}
        onClick={() => run(acts.acknowledge(picked, true))}
      >
        Acknowledge
      </Button>
      <Button size="small" onClick={() => run(acts.read(picked, true))}>
        Mark read
      </Button>
      <IconButton label="Clear the selection" size="small" onClick={onClear}>
        <X className="i i14" />
      </IconButton>
    </section>
  );
}
