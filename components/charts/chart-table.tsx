import type { ReactNode } from "react";

type ChartTableProps = {
  /** What the table is of; the name that assistive technology hears. */
  caption: string;
  /** The first names the rows; the others are figures. */
  columns: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
};

/** The figures of a chart, to be read rather than seen. It scrolls by itself and takes the chart's place. */
export function ChartTable({ caption, columns, rows }: ChartTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section className="chart-table" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="hide">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [name, ...figures] }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {figures.map((figure, index) => (
                <td key={columns[index + 1]}>{figure}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
