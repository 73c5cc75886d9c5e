import clsx from "clsx";
import type { MouseEvent, ReactNode } from "react";

/**
 * One field's values to choose from. A click means only this value, or lifts it again; with Shift, or where `additive`
 * (a sheet under a thumb), it adds to those chosen.
 */
export function Facet({
  title,
  values,
  chosen,
  mark,
  additive,
  onChoose,
}: {
  title: string;
  values: readonly string[];
  chosen: readonly string[];
  mark?: (value: string) => ReactNode;
  additive: boolean;
  onChoose: (values: readonly string[]) => void;
}) {
  if (values.length === 0) return null;
  const choose = (event: MouseEvent, value: string) => {
    const isChosen = chosen.includes(value);
    if (additive || event.shiftKey) {
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
              title="Shift adds to those chosen"
              onClick={(event) => choose(event, value)}
              className="flex h-full min-w-0 flex-1 items-center gap-2 text-left"
            >
              {mark?.(value)}
              <span className="truncate">{value}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
