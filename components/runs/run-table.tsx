import clsx from "clsx";
import type { ReactNode } from "react";

export type RunColumn<Item> = {
  head: string;
  width?: string;
  /** A number: set at the right, and on a phone told with this noun. */
  noun?: (item: Item) => string;
  /** Not worth a word on a phone; noughts and dashes never are. */
  isNothing?: (item: Item) => boolean;
  /** `who` leads the row; `extra` is left out on a phone. */
  place?: "who" | "extra";
  cell: (item: Item) => ReactNode;
};

type RunTableProps<Item> = {
  label: string;
  columns: readonly RunColumn<Item>[];
  items: readonly Item[];
  keyOf: (item: Item) => string;
};

/** The noun of a number: `events`, or `event` where there is one. */
export const counted =
  <Item,>(noun: string, count: (item: Item) => number) =>
  (item: Item) =>
    count(item) === 1 ? noun : `${noun}s`;

/** A list of things that were done, one a line; on a phone a card each. The first link of a line covers all of it. */
export function RunTable<Item>({ label, columns, items, keyOf }: RunTableProps<Item>) {
  return (
    <div className="panel overflow-hidden">
      <table className="table runs" aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ head, width, noun }) => (
              <th key={head} scope="col" className={clsx(width, noun && "text-right")}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={keyOf(item)}>
              {columns.map(({ head, noun, isNothing, place, cell }) => {
                const content = cell(item);
                const isLeftOut = noun !== undefined && (content === "0" || content === "–" || isNothing?.(item));
                return (
                  <td key={head} className={clsx(place, noun && "count", isLeftOut && "nothing")}>
                    {content}
                    {noun && <span className="noun"> {noun(item)}</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
