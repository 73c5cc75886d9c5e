import clsx from "clsx";
import { Download, Eraser, Keyboard } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { partsOf } from "@/lib/timeline/edit-filter";
import { AddFilter, type AddFilterProps } from "./add-filter";
import { FilterChips } from "./filter-chips";
import { FilterSheet } from "./filter-sheet";
import { FollowSwitch } from "./follow-switch";
import { SearchBox } from "./search-box";
import { TimeRange } from "./time-range";

/** What may be done with the rows below: choose their time, filter them, hold them still. */
export function TimelineBar({
  filters,
  onSearch,
  searchInput,
  onJump,
  addFilter,
  facets,
  views,
  rowsMenu,
  paused,
  onTogglePause,
  onClear,
  onExport,
  onShowKeys,
}: {
  filters: AddFilterProps;
  onJump: () => void;
  onSearch: (q: string | undefined, how: { step: boolean }) => void;
  searchInput: RefObject<HTMLInputElement | null>;
  /** The button that adds a filter. */
  addFilter: RefObject<HTMLButtonElement | null>;
  /** On a phone they have no column and come as a sheet. */
  facets: ReactNode;
  views: ReactNode;
  rowsMenu: ReactNode;
  paused: boolean;
  onTogglePause: () => void;
  onClear: () => void;
  onExport: () => void;
  onShowKeys: () => void;
}) {
  const { filter: own, onChange } = filters;
  const parts = partsOf(own).length;
  return (
    <div className="flex-none border-b border-line pb-2">
      <div className={clsx("bar1", !facets && "max-[760px]:flex-wrap")}>
        {facets && (
          <FilterSheet count={parts}>
            <div className="grid gap-2 px-3 pb-2">
              <SearchBox q={own.q} onSearch={onSearch} />
              <AddFilter {...filters} />
            </div>
            {facets}
          </FilterSheet>
        )}
        <TimeRange filter={own} onChange={onChange} onJump={onJump} />
        <span className={facets ? "hm" : ""}>
          <AddFilter {...filters} trigger={addFilter} />
        </span>
        <span
          className={clsx(
            "flex min-w-0 flex-1",
            facets ? "max-[760px]:hidden" : "max-[760px]:order-last max-[760px]:basis-full",
          )}
        >
          <SearchBox q={own.q} onSearch={onSearch} input={searchInput} />
        </span>
        {views}
        {rowsMenu}
        <IconButton label="Clear the view" className="hm" onClick={onClear}>
          <Eraser className="i i14" />
        </IconButton>
        <IconButton label="Export events" onClick={onExport}>
          <Download className="i i14" />
        </IconButton>
        <IconButton label="Keys (?)" className="hm" onClick={onShowKeys}>
          <Keyboard className="i i14" />
        </IconButton>
        <FollowSwitch paused={paused} onToggle={onTogglePause} />
      </div>
      {parts > 0 && (
        <div className="bar2">
          <FilterChips {...filters} />
        </div>
      )}
    </div>
  );
}
