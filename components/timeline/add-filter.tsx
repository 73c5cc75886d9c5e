import { ListFilter } from "lucide-react";
import { type RefObject, useState } from "react";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { fieldWords, type ValueLabel } from "./filter-words";
import { PartEditor } from "./part-editor";
import { PopoverButton } from "./popover-button";

const fields = [
  "kinds",
  "agent_id",
  "project",
  "source",
  "session_id",
  "task_id",
  "operation",
  "agent_role",
  "trace_id",
  "correlation_id",
  "categories",
  "status",
  "severity",
  "min_severity",
] as const;
type Field = (typeof fields)[number];

/** These can leave values out; of the others the filter language knows only what is wanted. */
const excludable: readonly Field[] = ["kinds", "categories", "severity"];

export type AddFilterProps = {
  workspace: string;
  filter: TimelineFilter;
  suggest: (field: string) => readonly string[];
  labelOf: ValueLabel;
  onChange: (filter: TimelineFilter) => void;
};

/** Any parameter of the filter language, its value found by typing. What the language refuses is said there. */
export function AddFilter({ trigger, ...props }: AddFilterProps & { trigger?: RefObject<HTMLButtonElement | null> }) {
  return (
    <PopoverButton
      title="Add filter"
      trigger={trigger}
      label={
        <>
          <ListFilter className="i i14" aria-hidden />
          Add filter
        </>
      }
    >
      {(close) => <AddFilterForm {...props} close={close} />}
    </PopoverButton>
  );
}

function AddFilterForm({ onChange, close, ...props }: AddFilterProps & { close: () => void }) {
  const [field, setField] = useState<Field>("kinds");
  const [negated, setNegated] = useState(false);
  const canExclude = excludable.includes(field);
  return (
    <div className="grid gap-[8px]">
      <div className="flex gap-[6px]">
        <select
          aria-label="What to filter by"
          value={field}
          onChange={(event) => setField(fields.find((one) => one === event.target.value) ?? "kinds")}
          className="field grow text-ink"
        >
          {fields.map((one) => (
            <option key={one} value={one}>
              {one === "min_severity" ? "severity, or worse" : fieldWords[one]}
            </option>
          ))}
        </select>
        <select
          aria-label="Relation"
          value={negated && canExclude ? "not" : "is"}
          disabled={!canExclude}
          onChange={(event) => setNegated(event.target.value === "not")}
          className="field text-ink"
        >
          <option value="is">is</option>
          <option value="not">is not</option>
        </select>
      </div>
      <PartEditor
        key={field}
        {...props}
        field={field}
        excludes={negated && canExclude}
        onChange={(next) => {
          onChange(next);
          close();
        }}
      />
    </div>
  );
}
