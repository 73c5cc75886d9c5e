import { History } from "lucide-react";
import { Skeleton } from "@/components/ui/skeleton";
import type { TimelineModel } from "./use-timeline";

/** What stands below the oldest row: more to come, a page that failed, or the log's beginning. */
type ListEndProps = Pick<TimelineModel, "history" | "floor"> & { filtered: boolean };

export function ListEnd({ history, floor, filtered }: ListEndProps) {
  if (history.isFetchNextPageError) {
    return (
      <div className="sep gap">
        Older events can't be read just now.
        <button type="button" className="link ml-auto" onClick={() => void history.fetchNextPage()}>
          Try again
        </button>
      </div>
    );
  }
  if (history.hasNextPage) return <Skeleton rows={3} />;
  return (
    <div className="sep gap">
      <History size={12} aria-hidden />
      {beginning(floor, filtered)}
    </div>
  );
}

function beginning(floor: number, filtered: boolean): string {
  if (floor > 1) return `Kept from cursor ${floor.toLocaleString("en")} on. Older events are gone.`;
  return filtered ? "No earlier event matches" : "Start of the log";
}
