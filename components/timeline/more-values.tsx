import { fieldWords } from "./filter-words";
import { PopoverButton } from "./popover-button";
import { ValuePicker, type ValuePickerProps } from "./value-picker";

/** The values that a facet has no room for, to search among. */
export function MoreValues({ count, ...picker }: Omit<ValuePickerProps, "suggest"> & { count: string }) {
  return (
    <PopoverButton title={`All values of ${fieldWords[picker.field]}`} className="more" label={`${count} more`}>
      {() => <ValuePicker {...picker} suggest={noValues} />}
    </PopoverButton>
  );
}

const noValues = () => [];
