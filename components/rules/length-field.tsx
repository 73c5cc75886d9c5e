import { useState } from "react";
import { Field } from "@/components/ui/field";

const units = [
  { name: "seconds", seconds: 1 },
  { name: "minutes", seconds: 60 },
  { name: "hours", seconds: 3_600 },
  { name: "days", seconds: 86_400 },
] as const;

type LengthFieldProps = {
  label: string;
  seconds: number;
  error?: string | undefined;
  hint?: string;
  onChange: (seconds: number) => void;
};

/** A length of time in a unit of one's choice. */
export function LengthField({ label, seconds, error, hint, onChange }: LengthFieldProps) {
  const [unit, setUnit] = useState(() => largestWhole(seconds));
  return (
    <Field label={label} error={error} hint={hint}>
      {(input) => (
        <span className="flex gap-2">
          <input
            {...input}
            type="number"
            min={0}
            required
            className="input w-20!"
            value={seconds / unit.seconds}
            onChange={({ target }) => onChange(Math.round((target.valueAsNumber || 0) * unit.seconds))}
          />
          <select
            aria-label={`${label}, unit`}
            className="input w-28!"
            value={unit.name}
            onChange={({ target }) => {
              const next = units.find(({ name }) => name === target.value) ?? unit;
              onChange((seconds / unit.seconds) * next.seconds);
              setUnit(next);
            }}
          >
            {units.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </span>
      )}
    </Field>
  );
}

type Unit = (typeof units)[number];

const largestWhole = (seconds: number): Unit =>
  units.findLast((unit) => seconds > 0 && seconds % unit.seconds === 0) ?? units[1];
