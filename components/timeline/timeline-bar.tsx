import type { ReactNode } from "react";
import { partsOf } from "@/lib/timeline/edit-filter";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { AddFilter } from "./add-filter";
import { FilterChips } from "./filter-chips";
import { FilterSheet } from "./filter-sheet";
import { FollowSwitch } from "./follow-switch";
import { TimeRange } from "./time-range";

/** What may be done with the rows below: choose their time, filter them, hold them still. */
export function TimelineBar({
  own,
  suggest,
  onFilter,
  facets,
  paused,
  onTogglePause,
}: {
  own: TimelineFilter;
  suggest: (field: string) => readonly string[];
  onFilter: (filter: TimelineFilter) => void;
  /** On a phone they have no column and come as a sheet. */
  facets: ReactNode;
  paused: boolean;
  onTogglePause: () => void;
}) {
  const parts = partsOf(own).length;
  const addFilter = <AddFilter filter={own} suggest={suggest} onChange={onFilter} />;
  return (
    <div className="flex-none border-b border-line pb-2">
      <div className="bar1">
        {facets && (
          <FilterSheet count={parts}>
            <div className="px-3 pb-2">{addFilter}</div>
            {facets}
          </FilterSheet>
        )}
        <TimeRange filter={own} onChange={onFilter} />
        <span className={facets ? "hm" : ""}>{addFilter}</span>
        <span className="grow" />
        <FollowSwitch paused={paused} onToggle={onTogglePause} />
      </div>
      {parts > 0 && (
        <div className="bar2">
          <FilterChips filter={own} onChange={onFilter} />
        </div>
      )}
    </div>
  );
}
