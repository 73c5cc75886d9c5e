import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { partsOf } from "@/lib/timeline/edit-filter";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { partWords, type ValueLabel } from "./filter-words";

/** All that filters, each part removable, so that no row is hidden without a word. */
export function FilterChips({
  filter,
  labelOf,
  onChange,
}: {
  filter: TimelineFilter;
  labelOf: ValueLabel;
  onChange: (filter: TimelineFilter) => void;
}) {
  const parts = partsOf(filter);
  return (
    <>
      {parts.map((part) => {
        const { lead, value } = partWords(part, labelOf);
        return (
          <Chip key={part.key} label={`filter: ${lead} ${value}`} onRemove={() => onChange(part.rest)}>
            {lead} <b>{value}</b>
          </Chip>
        );
      })}
      {parts.length > 1 && (
        <Button variant="ghost" size="small" onClick={() => onChange({})}>
          Clear all
        </Button>
      )}
    </>
  );
}
