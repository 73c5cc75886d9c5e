import { History } from "lucide-react";
import { Skeleton } from "@/components/ui/skeleton";
import type { TimelineModel } from "./use-timeline";

/** What stands below the oldest row: more to come, a page that failed, or the log's beginning. */
export function ListEnd({ history, floor }: Pick<TimelineModel, "history" | "floor">) {
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
      {floor > 1 ? `Kept from cursor ${floor.toLocaleString("en")} on. Older events are gone.` : "Start of the log"}
    </div>
  );
}
