import { AlarmClock } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { formatClock, formatShortDay } from "@/components/ui/format-instant";
import { lateOver } from "@/components/ui/late";
import { Menu } from "@/components/ui/menu";
import { MenuItem } from "@/components/ui/menu-item";
import { useViewerZone } from "@/components/ui/use-viewer-zone";
import { snoozeChoices } from "./snooze-choices";

const SnoozeDialog = lateOver(() => import("./snooze-dialog").then((module) => module.SnoozeDialog));

type SnoozeMenuProps = {
  disabled: boolean;
  title: string | undefined;
  isSnoozed: boolean;
  nowMs: number;
  /** Null wakes it. */
  onSnooze: (until: string | null, words: string) => void;
};

/** Puts entries off: it keeps out of the count of unread ones until then. */
export function SnoozeMenu({ disabled, title, isSnoozed, nowMs, onSnooze }: SnoozeMenuProps) {
  const zone = useViewerZone();
  const [isAsking, setAsking] = useState(false);
  const snooze = (untilMs: number) => {
    const until = new Date(untilMs).toISOString();
    const clock = formatClock(until, zone).clock.slice(0, 5);
    onSnooze(until, `Snoozed until ${formatShortDay(until, zone)}, ${clock}`);
  };
  return (
    <>
      <Menu
        trigger={
          <Button data-press="s" disabled={disabled} title={title ?? "Snooze (s)"}>
            <AlarmClock className="i i14" />
            Snooze
          </Button>
        }
      >
        {snoozeChoices(nowMs, zone).map(({ text, untilMs }) => (
          <MenuItem key={text} onSelect={() => snooze(untilMs)}>
            {text}
          </MenuItem>
        ))}
        <MenuItem onSelect={() => setAsking(true)}>Until …</MenuItem>
        {isSnoozed && <MenuItem onSelect={() => onSnooze(null, "Snoozed no longer")}>Not any more</MenuItem>}
      </Menu>
      {isAsking && (
        <SnoozeDialog
          nowMs={nowMs}
          onSnooze={(untilMs) => {
            setAsking(false);
            snooze(untilMs);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
