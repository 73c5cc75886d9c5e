import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { type FilterPart, partsOf } from "@/lib/timeline/edit-filter";
import type { AddFilterProps } from "./add-filter";
import { partWords } from "./filter-words";
import { PartEditor } from "./part-editor";
import { PopoverButton } from "./popover-button";
import { SearchBox } from "./search-box";
import { TimeChoices } from "./time-range";

/** All that filters, each part to change or remove, so that no row is hidden without a word. */
export function FilterChips(props: AddFilterProps) {
  const { filter, labelOf, onChange } = props;
  const parts = partsOf(filter);
  return (
    <>
      {parts.map((part) => {
        const { lead, value } = partWords(part, labelOf);
        const words = `${lead} ${value}`;
        return (
          <Chip key={part.key} label={`filter: ${words}`} onRemove={() => onChange(part.rest)}>
            <PopoverButton
              title={`Change filter: ${words}`}
              className="edit"
              label={
                <>
                  {lead} <b>{value}</b>
                </>
              }
            >
              {(close) => <PartForm {...props} part={part} close={close} />}
            </PopoverButton>
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

function PartForm({ part, close, ...props }: AddFilterProps & { part: FilterPart; close: () => void }) {
  const { filter, onChange } = props;
  switch (part.field) {
    case "since":
    case "until":
      return <TimeChoices {...props} close={close} />;
    case "q":
      return (
        <SearchBox
          q={filter.q}
          onSearch={(q) => {
            const { q: _, ...rest } = filter;
            onChange(q === undefined ? rest : { ...rest, q });
          }}
        />
      );
    default:
      return <PartEditor {...props} field={part.field} excludes={part.relation === "is not"} />;
  }
}
