import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { retentionDaysMax } from "@/lib/contract/limits";

type DaysInputProps = {
  label: string;
  hint: string;
  /** As typed; empty for no end. */
  value: string;
  presets: readonly number[];
  /** What an empty field means. */
  noEnd: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

/** A number of days, or none; the usual ones are a click away. */
export function DaysInput({ label, hint, value, presets, noEnd, error, onChange }: DaysInputProps) {
  const choices = [
    ...presets.map((days) => ({ value: String(days), text: `${days} days` })),
    { value: "", text: noEnd },
  ];
  return (
    <div>
      <TextInput
        label={label}
        type="number"
        inputMode="numeric"
        min={1}
        max={retentionDaysMax}
        step={1}
        placeholder={noEnd}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
        hint={hint}
      />
      <fieldset className="mt-2 flex flex-wrap gap-1.5" aria-label={`${label}: usual choices`}>
        {choices.map((choice) => (
          <Button
            key={choice.value}
            size="small"
            variant="ghost"
            pressed={choice.value === value}
            onClick={() => onChange(choice.value)}
          >
            {choice.text}
          </Button>
        ))}
      </fieldset>
    </div>
  );
}
