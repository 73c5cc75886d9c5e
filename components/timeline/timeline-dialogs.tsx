import { lateOver } from "@/components/ui/late";
import { isUnfiltered, type TimelineFilter } from "@/lib/timeline/filter";

const ExportDialog = lateOver(() => import("./export-dialog").then((module) => module.ExportDialog));
const JumpDialog = lateOver(() => import("./jump-dialog").then((module) => module.JumpDialog));

export type TimelineDialog = "export" | "jump";

type TimelineDialogsProps = {
  dialog: TimelineDialog | null;
  workspace: string;
  filter: TimelineFilter;
  onJump: (cursor: number) => void;
  onClose: () => void;
};

/** What a page of events may lay over itself. */
export function TimelineDialogs({ dialog, workspace, filter, onJump, onClose }: TimelineDialogsProps) {
  switch (dialog) {
    case "export":
      return <ExportDialog {...{ workspace, filter, onClose }} filtered={!isUnfiltered(filter)} />;
    case "jump":
      return <JumpDialog {...{ workspace, filter, onJump, onClose }} />;
    case null:
      return null;
  }
}
