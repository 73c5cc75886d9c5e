import { Pause, Play } from "lucide-react";
import { Segmented } from "@/components/ui/segmented";

/** Follow or paused: the second says what it would do until it is what holds. On a phone it is alone and does both. */
export function FollowSwitch({ paused, onToggle }: { paused: boolean; onToggle: () => void }) {
  const value = paused ? "paused" : "follow";
  return (
    <span className="follow">
      <Segmented
        label="Live events"
        value={value}
        options={[
          { value: "follow", text: <Choice Icon={Play} text="Follow" /> },
          { value: "paused", text: <Choice Icon={Pause} text={paused ? "Paused" : "Pause"} />, name: "Paused" },
        ]}
        onChange={(chosen) => (chosen !== value || chosen === "paused") && onToggle()}
      />
    </span>
  );
}

function Choice({ Icon, text }: { Icon: typeof Play; text: string }) {
  return (
    <>
      <Icon className="i i12" aria-hidden />
      {text}
    </>
  );
}
