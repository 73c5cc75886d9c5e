import { partsOf } from "@/lib/timeline/edit-filter";
import { parseFilter, type TimelineFilter } from "@/lib/timeline/filter";
import { AddFilter } from "./add-filter";
import { FilterChips } from "./filter-chips";
import { partWords, valueLabel } from "./filter-words";
import { SearchBox } from "./search-box";

type FilterFieldProps = {
  workspace: string;
  filter: TimelineFilter;
  onChange: (filter: TimelineFilter) => void;
};

const labelOf = valueLabel(new Map());
const nothingSeen = () => [];

/** A filter to be put together where no events stand beside it: the same parts as above a timeline, but no time. */
export function FilterField({ workspace, filter, onChange }: FilterFieldProps) {
  const props = { workspace, filter, suggest: nothingSeen, labelOf, onChange };
  const search = (q: string | undefined) => {
    const { q: _, ...rest } = filter;
    onChange(q === undefined ? rest : { ...rest, q });
  };
  return (
    <div className="filter-field">
      <div className="flex flex-wrap gap-2">
        <AddFilter {...props} />
        <SearchBox q={filter.q} onSearch={search} />
      </div>
      {partsOf(filter).length > 0 && (
        <div className="flex flex-wrap gap-1.5">
          <FilterChips {...props} />
        </div>
      )}
    </div>
  );
}

/** What a filter in an address says, a part each: `outcome is denied`. Nothing of one that can't be read. */
export function filterWords(filter: string): string[] {
  const parsed = parseFilter(new URLSearchParams(filter));
  if (!parsed.ok) return [];
  return partsOf(parsed.filter).map((part) => {
    const { lead, value } = partWords(part, labelOf);
    return `${lead} ${value}`;
  });
}
