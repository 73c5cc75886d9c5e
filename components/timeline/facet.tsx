import clsx from "clsx";
import { Check } from "lucide-react";
import type { MouseEvent, ReactNode } from "react";

/**
 * One field's values to choose from. A click means only this value, or lifts it again; with Shift, on the mark before
 * it, or where `additive` (a sheet under a thumb), it adds to those chosen.
 */
export function Facet({
  title,
  values,
  chosen,
  label = (value) => value,
  mark = (value) => <CheckMark checked={chosen.includes(value)} />,
  additive,
  onChoose,
}: {
  title: string;
  values: readonly string[];
  chosen: readonly string[];
  label?: (value: string) => string;
  mark?: (value: string) => ReactNode;
  additive: boolean;
  onChoose: (values: readonly string[]) => void;
}) {
  if (values.length === 0) return null;
  const choose = (event: MouseEvent, value: string) => {
    const isChosen = chosen.includes(value);
    const onMark = event.target instanceof Element && event.target.closest("[data-mark]") !== null;
    if (additive || event.shiftKey || onMark) {
      onChoose(isChosen ? chosen.filter((one) => one !== value) : [...chosen, value]);
    } else onChoose(isChosen && chosen.length === 1 ? [] : [value]);
  };
  return (
    <section className="facet">
      <h3>
        {title}
        {chosen.length > 0 && (
          <button
            type="button"
            className="clr"
            aria-label={`Clear ${title.toLowerCase()}`}
            onClick={() => onChoose([])}
          >
            Clear
          </button>
        )}
      </h3>
      <ul>
        {values.map((value) => (
          <li key={value} className={clsx("max-[760px]:h-11", chosen.includes(value) && "bg-selected")}>
            <button
              type="button"
              aria-pressed={chosen.includes(value)}
              title={`${value}\nShift adds to those chosen`}
              onClick={(event) => choose(event, value)}
              className="flex h-full min-w-0 flex-1 items-center gap-2 text-left"
            >
              <span data-mark="" className="grid size-5 flex-none place-items-center">
                {mark(value)}
              </span>
              <span className="truncate">{label(value)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function CheckMark({ checked }: { checked: boolean }) {
  return <span className={clsx("box", checked && "on")}>{checked && <Check className="i i12" aria-hidden />}</span>;
}
