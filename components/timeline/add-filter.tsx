import { ListFilter } from "lucide-react";
import { type FormEvent, type RefObject, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { catalogueEntries, categories } from "@/lib/contract/catalogue";
import { eventStatuses, severities } from "@/lib/contract/event";
import { valuesOf, withValues } from "@/lib/timeline/edit-filter";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { fieldWords } from "./filter-words";
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

type AddFilterFormProps = {
  filter: TimelineFilter;
  suggest: (field: string) => readonly string[];
  onChange: (filter: TimelineFilter) => void;
};

/** Any parameter of the filter language, its value typed with completion. What the language refuses is said there. */
export function AddFilter({
  filter,
  suggest,
  onChange,
  trigger,
}: AddFilterFormProps & { trigger?: RefObject<HTMLButtonElement | null> }) {
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
      {(close) => (
        <AddFilterForm
          filter={filter}
          suggest={suggest}
          onChange={(next) => {
            onChange(next);
            close();
          }}
        />
      )}
    </PopoverButton>
  );
}

function AddFilterForm({ filter, suggest, onChange }: AddFilterFormProps) {
  const id = useId();
  const [field, setField] = useState<Field>("kinds");
  const [negated, setNegated] = useState(false);
  const [text, setText] = useState("");
  const [fault, setFault] = useState<string | null>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const value = field === "kinds" && negated ? `!${text.trim()}` : text.trim();
    const before = field === "min_severity" ? [] : valuesOf(filter, field);
    const result = withValues(filter, field, [...before, value]);
    if (result.ok) onChange(result.filter);
    else setFault(result.errors.map(({ message }) => message).join(" "));
  };

  return (
    <form onSubmit={submit} className="grid gap-[8px]">
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
          value={negated ? "not" : "is"}
          disabled={field !== "kinds"}
          onChange={(event) => setNegated(event.target.value === "not")}
          className="field text-ink"
        >
          <option value="is">is</option>
          <option value="not">is not</option>
        </select>
      </div>
      <input
        aria-label="Value"
        aria-invalid={fault !== null}
        aria-describedby={`${id}-help`}
        list={`${id}-values`}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="field w-full text-ink"
        autoComplete="off"
        spellCheck={false}
      />
      <datalist id={`${id}-values`}>
        {(known(field) ?? suggest(field)).map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
      <p id={`${id}-help`} role={fault === null ? undefined : "alert"} className="text-[12px] text-ink-3">
        {fault ??
          (field === "kinds" ? "A type such as task_failed, or a pattern such as *_failed." : "The exact value.")}
      </p>
      <Button type="submit" variant="primary" disabled={text.trim() === ""}>
        Add
      </Button>
    </form>
  );
}

const knownTypes = catalogueEntries.map(({ type }) => type);

/** The values that a field can have, where they are known beforehand. */
function known(field: Field): readonly string[] | null {
  switch (field) {
    case "kinds":
      return knownTypes;
    case "categories":
      return categories;
    case "status":
      return eventStatuses;
    case "severity":
    case "min_severity":
      return severities;
    default:
      return null;
  }
}
