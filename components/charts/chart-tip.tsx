import clsx from "clsx";
import { percentOf, shareOf, type TimeRange } from "./time-range";

export type TipLine = { key: string; name: string; color: string; figure: string };

type ChartTipProps = { range: TimeRange; momentMs: number; title: string; lines: readonly TipLine[] };

/** The figures of the moment that is pointed at, beside the sightline. For the eye: the table says the same to everybody. */
export function ChartTip({ range, momentMs, title, lines }: ChartTipProps) {
  return (
    <div
      className={clsx("chart-tip", shareOf(range, momentMs) > 0.5 && "left")}
      style={{ left: percentOf(range, momentMs) }}
      aria-hidden="true"
    >
      <p>{title}</p>
      {lines.map((line) => (
        <p key={line.key}>
          <i className="sw" style={{ background: `var(${line.color})` }} />
          {line.name}
          <b>{line.figure}</b>
        </p>
      ))}
    </div>
  );
}
