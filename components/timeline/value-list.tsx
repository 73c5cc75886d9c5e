import { Command } from "cmdk";
import { Check } from "lucide-react";
import { useState } from "react";
import type { TimelineFilter } from "@/lib/timeline/filter";
import type { ValueLabel } from "./filter-words";
import { useCompletions } from "./use-completions";

export type ValueListProps = {
  workspace: string;
  field: keyof TimelineFilter;
  chosen: readonly string[];
  suggest: (field: string) => readonly string[];
  labelOf: ValueLabel;
  /** Chooses a value, or lifts it; answers what is wrong with it, if anything is. */
  onToggle: (value: string) => string | null;
};

/** Values of a field to choose from, found by typing; what is typed may be a value of its own, such as a pattern. */
export function ValueList({ workspace, field, chosen, suggest, labelOf, onToggle }: ValueListProps) {
  const [text, setText] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const typed = text.trim();
  const completions = useCompletions(workspace, field, { text, suggest, labelOf });
  const isOwn = typed !== "" && !completions.some(({ value }) => value === typed);
  const kept = typed === "" ? chosen.filter((value) => !completions.some((one) => one.value === value)) : [];
  const offered = [
    ...kept.map((value) => ({ value, note: "" })),
    ...completions,
    ...(isOwn ? [{ value: typed, note: "as typed" }] : []),
  ];
  const toggle = (value: string) => {
    const wrong = onToggle(value);
    setFault(wrong);
    if (wrong === null) setText("");
  };
  return (
    <Command label="Values" shouldFilter={false} className="picker">
      <Command.Input
        className="field w-full text-ink"
        aria-label="Value"
        placeholder={field === "kinds" ? "A type, or a pattern such as *_failed" : "Find a value"}
        value={text}
        onValueChange={(next) => {
          setText(next);
          setFault(null);
        }}
        autoFocus
        spellCheck={false}
      />
      {fault !== null && (
        <p role="alert" className="fault">
          {fault}
        </p>
      )}
      <Command.List label="Values">
        {offered.length === 0 && <p className="sm faint px-2 py-1">Nothing known yet. Type a value.</p>}
        {offered.map(({ value, note }) => (
          <Command.Item key={value} value={value} title={value} onSelect={() => toggle(value)}>
            <Check className={chosen.includes(value) ? "i i12" : "i i12 invisible"} aria-hidden />
            <span className="grow truncate">{labelOf(field, value)}</span>
            {chosen.includes(value) && <span className="hide">, chosen</span>}
            <span className="n">{note}</span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
