import { type ReactNode, useState } from "react";
import { ChartTable } from "@/components/charts/chart-table";
import { TableToggle } from "@/components/charts/table-toggle";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { changeOf } from "@/lib/timeline/period-before";
import type { BreakdownLine } from "@/lib/timeline/stats-breakdown";
import { ChangeNote } from "./change-note";
import { changeWords } from "./change-words";

const linesFew = 8;
const linesMax = 200;

type BreakdownPanelProps = {
  title: string;
  lines: readonly BreakdownLine[];
  total: number;
  unlisted: number;
  labelOf: (value: string) => string;
  markOf?: ((value: string) => ReactNode) | undefined;
  hrefOf: (value: string) => string;
  isTable: boolean;
  onTable: (isTable: boolean) => void;
};

/** How often each value of a field occurred, and how that compares; each leads to its events. */
export function BreakdownPanel({ title, lines, total, unlisted, isTable, onTable, ...line }: BreakdownPanelProps) {
  const [isWhole, setIsWhole] = useState(false);
  const { labelOf, markOf, hrefOf } = line;
  const most = lines[0]?.now ?? 0;
  const shown = lines.slice(0, isTable || isWhole ? linesMax : linesFew);
  const share = (count: number) => (total === 0 ? "–" : `${((count / total) * 100).toFixed(1)}%`);
  const rest = lines.length - shown.length + unlisted;
  return (
    <section className="panel" aria-label={`Events by ${title.toLowerCase()}`}>
      <header>
        <h2>{title}</h2>
        <span className="n sm">{(lines.length + unlisted).toLocaleString("en")}</span>
        <span className="grow" />
        <TableToggle isTable={isTable} onChange={onTable} />
      </header>
      {lines.length === 0 && <p className="sm faint px-[14px] py-3">No event has one.</p>}
      {isTable && lines.length > 0 && (
        <div className="px-[14px] py-2">
          <ChartTable
            caption={`Events by ${title.toLowerCase()}`}
            columns={[title, "Events", "Share", "Before", "Change"]}
            rows={shown.map(({ value, now, before }) => ({
              key: value,
              cells: [
                <Link key="link" className="link" href={hrefOf(value)} title={value}>
                  {labelOf(value)}
                </Link>,
                now.toLocaleString("en"),
                share(now),
                before === null ? "–" : before.toLocaleString("en"),
                changeWords(changeOf(now, before)),
              ],
            }))}
          />
        </div>
      )}
      {!isTable && (
        <ul className="breakdown">
          {shown.map(({ value, now, before }) => (
            <li key={value}>
              <Link href={hrefOf(value)} title={`${value}: ${share(now)} of all`}>
                <i aria-hidden style={{ width: `${most === 0 ? 0 : (now / most) * 100}%` }} />
                {markOf?.(value)}
                <span className="cut grow">{labelOf(value)}</span>
                <b>{now.toLocaleString("en")}</b>
              </Link>
              <ChangeNote now={now} before={before} />
            </li>
          ))}
        </ul>
      )}
      {rest > 0 && (
        <p className="px-2 pb-2">
          {isTable || isWhole ? (
            <span className="sm faint px-[6px]">{`${rest.toLocaleString("en")} more, not listed here`}</span>
          ) : (
            <Button variant="ghost" size="small" onClick={() => setIsWhole(true)}>
              {`${rest.toLocaleString("en")} more`}
            </Button>
          )}
        </p>
      )}
    </section>
  );
}
