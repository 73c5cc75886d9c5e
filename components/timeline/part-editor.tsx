import { chooseValue, chosenIn, excludedIn, withValues } from "@/lib/timeline/edit-filter";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { faultWords } from "./filter-words";
import { ValuePicker, type ValuePickerProps } from "./value-picker";

type PartEditorProps = Omit<ValuePickerProps, "chosen" | "onToggle"> & {
  filter: TimelineFilter;
  /** What is picked is left out. */
  excludes: boolean;
  onChange: (filter: TimelineFilter) => void;
};

/** The values of one field of a filter, those that it has and those that it might. */
export function PartEditor({ filter, excludes, onChange, ...picker }: PartEditorProps) {
  const { field } = picker;
  return (
    <ValuePicker
      {...picker}
      chosen={excludes ? excludedIn(filter, field) : chosenIn(filter, field)}
      onToggle={(value) => {
        const result =
          field === "min_severity"
            ? withValues(filter, field, [value])
            : chooseValue(filter, field, value, excludes ? "exclude" : "toggle");
        if (result.ok) onChange(result.filter);
        return result.ok ? null : faultWords(result);
      }}
    />
  );
}
