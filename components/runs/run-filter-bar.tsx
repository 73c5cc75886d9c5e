import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { facetsQuery } from "@/lib/browser/facets-query";
import type { RunFilterName } from "@/lib/browser/run-filter";
import type { RunFilterState } from "./use-run-filter";

const typed = [
  { name: "agent_id", label: "Agent" },
  { name: "project", label: "Project" },
  { name: "source", label: "Source" },
] as const satisfies readonly { name: RunFilterName; label: string }[];

const spans = [
  { value: "", text: "Any time" },
  { value: "1h", text: "Last hour" },
  { value: "24h", text: "Last day" },
  { value: "7d", text: "Last week" },
  { value: "30d", text: "Last 30 days" },
];

type RunFilterBarProps = RunFilterState & { workspace: string; states: readonly string[] };

/** What a list of runs is narrowed by: who, where, how it stands, and since when it was heard of. */
export function RunFilterBar({ workspace, states, filter, isNarrowed, set, clear }: RunFilterBarProps) {
  const { data } = useQuery(
    facetsQuery(
      workspace,
      typed.map(({ name }) => name),
    ),
  );
  const choices = (name: string) => data?.facets.find(({ field }) => field === name)?.values ?? [];
  const since = filter.since ?? "";
  return (
    <search className="run-filter" aria-label="Filter">
      {states.length > 0 && (
        <Segmented
          label="State"
          value={filter.state ?? ""}
          options={["", ...states].map((value) => ({ value, text: value === "" ? "All" : value }))}
          onChange={(value) => set("state", value)}
        />
      )}
      {typed.map(({ name, label }) => (
        <TypedValue
          key={`${name} ${filter[name] ?? ""}`}
          label={label}
          value={filter[name] ?? ""}
          choices={choices(name).map(({ value }) => value)}
          onChange={(value) => set(name, value)}
        />
      ))}
      <select
        aria-label="Heard of"
        className="field text-ink"
        value={since}
        onChange={(e) => set("since", e.target.value)}
      >
        {spans.some(({ value }) => value === since) ? null : <option value={since}>{`Since ${since}`}</option>}
        {spans.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      {filter.session_id && (
        <Button size="small" onClick={() => set("session_id", "")} aria-label="Remove the session from the filter">
          In one session
          <X className="i i12" />
        </Button>
      )}
      {isNarrowed && (
        <Button variant="ghost" onClick={clear}>
          Clear
        </Button>
      )}
    </search>
  );
}

/** A value typed with completion; it counts when it is one of the choices, on Enter, and when the field is left. */
function TypedValue({
  label,
  value,
  choices,
  onChange,
}: {
  label: string;
  value: string;
  choices: readonly string[];
  onChange: (value: string) => void;
}) {
  const id = useId();
  const settle = (text: string) => text.trim() !== value && onChange(text.trim());
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const [input] = event.currentTarget.elements;
    if (input instanceof HTMLInputElement) settle(input.value);
  };
  return (
    <form onSubmit={submit}>
      <input
        aria-label={label}
        placeholder={label}
        list={id}
        defaultValue={value}
        autoComplete="off"
        spellCheck={false}
        className="field text-ink"
        onChange={(event) => choices.includes(event.target.value) && settle(event.target.value)}
        onBlur={(event) => settle(event.target.value)}
      />
      <datalist id={id}>
        {choices.map((choice) => (
          <option key={choice} value={choice} />
        ))}
      </datalist>
    </form>
  );
}
