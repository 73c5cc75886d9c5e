import { Pause, Play } from "lucide-react";
import { Segmented } from "@/components/ui/segmented";

const options = [
  {
    value: "follow",
    text: (
      <>
        <Play className="i i12" aria-hidden />
        Follow
      </>
    ),
  },
  {
    value: "paused",
    text: (
      <>
        <Pause className="i i12" aria-hidden />
        Paused
      </>
    ),
  },
] as const;

/** Follow or paused. */
export function FollowSwitch({ paused, onToggle }: { paused: boolean; onToggle: () => void }) {
  const value = paused ? "paused" : "follow";
  return (
    <Segmented
      label="Live events"
      value={value}
      options={options}
      onChange={(chosen: (typeof options)[number]["value"]) => chosen !== value && onToggle()}
    />
  );
}
