import clsx from "clsx";
import { Check, ChevronDown } from "lucide-react";
import { type CSSProperties, type MouseEvent, type ReactNode, useId, useState } from "react";

export type FacetValue = { value: string; count: number | null };

/** `only` this value, or lifted again; `toggle` it among those chosen; `exclude` it. */
export type FacetChoice = "only" | "toggle" | "exclude";

type FacetProps = {
  title: string;
  /** Where the counts are of more than the filter finds. */
  note?: string | undefined;
  values: readonly FacetValue[];
  chosen: readonly string[];
  excluded?: readonly string[];
  label?: (value: string) => string;
  mark?: (value: string) => ReactNode;
  /** A click adds to those chosen, as in a sheet under a thumb. */
  additive: boolean;
  canExclude?: boolean;
  more?: ReactNode;
  onChoose: (value: string, choice: FacetChoice) => void;
  onClear: () => void;
};

/**
 * One field's values with how many events have them. A click means only this value; with Shift, or on the mark before
 * it, it adds to those chosen; with Alt it leaves the value out, where the field can.
 */
export function Facet({ title, note, values, chosen, excluded = [], more, additive, onClear, ...rest }: FacetProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(true);
  if (values.length === 0 && chosen.length === 0) return null;
  const most = Math.max(1, ...values.map(({ count }) => count ?? 0));
  return (
    <fieldset className="facet" aria-labelledby={id}>
      <h3>
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <ChevronDown className={clsx("i i12", !isOpen && "-rotate-90")} aria-hidden />
          <span id={id}>{title}</span>
        </button>
        {note && isOpen && <span className="sm faint font-normal">{note}</span>}
        {chosen.length + excluded.length > 0 && (
          <button type="button" className="clr" aria-label={`Clear ${title.toLowerCase()}`} onClick={onClear}>
            Clear
          </button>
        )}
      </h3>
      {isOpen && (
        <ul>
          {values.map((one) => (
            <Line
              key={one.value}
              {...rest}
              {...one}
              additive={additive}
              share={(one.count ?? 0) / most}
              isChosen={chosen.includes(one.value)}
              isExcluded={excluded.includes(one.value)}
            />
          ))}
          {more && <li className="max-[760px]:h-11">{more}</li>}
        </ul>
      )}
    </fieldset>
  );
}

function Line({
  value,
  count,
  share,
  isChosen,
  isExcluded,
  label = (one) => one,
  mark = () => <CheckMark checked={isChosen} />,
  additive,
  canExclude = false,
  onChoose,
}: FacetValue &
  Pick<FacetProps, "label" | "mark" | "additive" | "canExclude" | "onChoose"> & {
    share: number;
    isChosen: boolean;
    isExcluded: boolean;
  }) {
  const choose = (event: MouseEvent) => {
    const onMark = event.target instanceof Element && event.target.closest("[data-mark]") !== null;
    if (event.altKey && canExclude) onChoose(value, "exclude");
    else onChoose(value, additive || event.shiftKey || onMark ? "toggle" : "only");
  };
  const counted = count === null ? "" : `, ${count.toLocaleString("en")} ${count === 1 ? "event" : "events"}`;
  const name = `${label(value)}${counted}${isExcluded ? ", left out" : ""}`;
  const help = canExclude ? "Shift adds it, Alt leaves it out" : "Shift adds it";
  return (
    <li
      className={clsx("max-[760px]:h-11", isChosen && "chosen", isExcluded && "excluded")}
      style={{ "--p": `${Math.round(share * 100)}%` } as CSSProperties}
    >
      <button type="button" aria-label={name} aria-pressed={isChosen} title={`${value}\n${help}`} onClick={choose}>
        <span data-mark="" className="grid size-5 flex-none place-items-center">
          {mark(value)}
        </span>
        <span className="grow truncate">{label(value)}</span>
        {count !== null && <span className="n">{count.toLocaleString("en")}</span>}
      </button>
    </li>
  );
}

function CheckMark({ checked }: { checked: boolean }) {
  return <span className={clsx("box", checked && "on")}>{checked && <Check className="i i12" aria-hidden />}</span>;
}
