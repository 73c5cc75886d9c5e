import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import type { RuleCondition } from "@/lib/contract/rules";
import { LengthField } from "./length-field";

const words: Readonly<Record<RuleCondition["type"], string>> = {
  event: "each event that matches",
  waiting: "an agent waits for a person",
  budget_below: "an agent's budget runs low",
  silence: "nothing that matches comes",
  rate_above: "many that match come in a minute",
};
const types = Object.keys(words) as RuleCondition["type"][];

/** With what a condition of a kind begins. */
const usual: Readonly<Record<RuleCondition["type"], RuleCondition>> = {
  event: { type: "event" },
  waiting: { type: "waiting", for_seconds: 300 },
  budget_below: { type: "budget_below", percent: 10 },
  silence: { type: "silence", for_seconds: 600 },
  rate_above: { type: "rate_above", per_minute: 100 },
};

type ConditionFieldsProps = {
  condition: RuleCondition;
  faultAt: (path: string) => string | undefined;
  onChange: (condition: RuleCondition) => void;
};

/** What must be so of the matching events, and the figure that it turns on. */
export function ConditionFields({ condition, faultAt, onChange }: ConditionFieldsProps) {
  return (
    <div className="flex flex-wrap items-start gap-3">
      <Field label="Tell when" error={faultAt("condition.type")}>
        {(input) => (
          <select
            {...input}
            className="input w-72!"
            value={condition.type}
            onChange={({ target }) => onChange(usual[types.find((type) => type === target.value) ?? "event"])}
          >
            {types.map((type) => (
              <option key={type} value={type}>
                {words[type]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {(condition.type === "waiting" || condition.type === "silence") && (
        <LengthField
          key={condition.type}
          label="For longer than"
          seconds={condition.for_seconds}
          error={faultAt("condition.for_seconds")}
          onChange={(for_seconds) => onChange({ ...condition, for_seconds })}
        />
      )}
      {condition.type === "budget_below" && (
        <TextInput
          label="Below percent"
          type="number"
          min={1}
          max={99}
          step="any"
          required
          value={condition.percent}
          error={faultAt("condition.percent")}
          onChange={({ target }) => onChange({ ...condition, percent: target.valueAsNumber || 0 })}
        />
      )}
      {condition.type === "rate_above" && (
        <TextInput
          label="More than, a minute"
          type="number"
          min={1}
          required
          value={condition.per_minute}
          error={faultAt("condition.per_minute")}
          onChange={({ target }) => onChange({ ...condition, per_minute: target.valueAsNumber || 0 })}
        />
      )}
    </div>
  );
}
