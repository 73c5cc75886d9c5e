import { History } from "lucide-react";
import { Skeleton } from "@/components/ui/skeleton";
import type { TimelineModel } from "./use-timeline";

type ListEndProps = Pick<TimelineModel, "history" | "floor" | "limit" | "isComplete" | "showEarlier"> & {
  filtered: boolean;
  /** Where the timeline was asked to begin. */
  after: number | undefined;
};

/** What stands below the oldest row: more to come, or for the asking, a page that failed, or the log's beginning. */
export function ListEnd({ history, floor, limit, isComplete, showEarlier, filtered, after }: ListEndProps) {
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
  if (history.isFetchingNextPage || (!limit && !isComplete)) return <Skeleton rows={3} />;
  if (limit && !isComplete) {
    return (
      <div className="sep gap">
        <History size={12} aria-hidden />
        {limit.cleared ? "Cleared here; the log keeps all." : `The newest ${count(limit.max)} events are held here.`}
        <button type="button" className="link ml-auto" onClick={showEarlier}>
          Show earlier
        </button>
      </div>
    );
  }
  return (
    <div className="sep gap">
      <History size={12} aria-hidden />
      {after !== undefined && after >= floor ? `Begins after cursor ${count(after)}` : beginning(floor, filtered)}
    </div>
  );
}

const count = (value: number) => value.toLocaleString("en");

function beginning(floor: number, filtered: boolean): string {
  if (floor > 1) return `Kept from cursor ${count(floor)} on. Older events are gone.`;
  return filtered ? "No earlier event matches" : "Start of the log";
}
