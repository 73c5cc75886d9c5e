import type { ReactNode } from "react";
import type { TimelineFilter } from "@/lib/timeline/filter";

/** What rules have of the timeline's filter. */
export type FilterParts = {
  /** A filter's parts in words. */
  describe: (filter: string) => readonly string[];
  /** Where a filter is put together. */
  filterField: (props: { filter: TimelineFilter; onChange: (filter: TimelineFilter) => void }) => ReactNode;
};
