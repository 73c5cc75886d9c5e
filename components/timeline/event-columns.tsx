import type { ReactNode } from "react";
import { CategoryTile } from "@/components/ui/category-tile";
import { Instant } from "@/components/ui/instant";
import { MaskedText } from "@/components/ui/masked-text";
import { OutcomeIcon } from "@/components/ui/outcome-icon";
import type { AgentEvent } from "@/lib/contract/event";
import { type Column, columnText } from "@/lib/timeline/columns";
import { formatDuration } from "@/lib/timeline/format-duration";
import { readNumber } from "@/lib/timeline/metadata";

/** What each column is called, and how wide it is in pixels; the sentence takes what is left. */
const looks: Readonly<Record<Column, { name: string; width: number; mono?: true }>> = {
  time: { name: "Time", width: 84 },
  received_at: { name: "Received", width: 84 },
  cursor: { name: "Cursor", width: 72 },
  category: { name: "Category", width: 20 },
  sentence: { name: "Event", width: 320 },
  agent: { name: "Agent", width: 116 },
  operation: { name: "Operation", width: 132, mono: true },
  event_type: { name: "Type", width: 152, mono: true },
  project: { name: "Project", width: 112 },
  source: { name: "Source", width: 104 },
  session: { name: "Session", width: 112, mono: true },
  task: { name: "Task", width: 112, mono: true },
  trace: { name: "Trace", width: 112, mono: true },
  severity: { name: "Severity", width: 60 },
  duration: { name: "Duration", width: 56 },
  outcome: { name: "Outcome", width: 14 },
};
const gap = 10;
const padding = 30;

export const columnName = (column: Column) => looks[column].name;

/** The row's grid: every column as wide as it is, the sentence as wide as there is room. */
export function gridOf(shown: readonly Column[]): string {
  return shown.map((column) => (column === "sentence" ? "minmax(0, 1fr)" : `${looks[column].width}px`)).join(" ");
}

/** The width below which the sentence would be too short to read: narrower, and the list scrolls sideways. */
export function leastWidthOf(shown: readonly Column[]): number {
  return shown.reduce((sum, column) => sum + looks[column].width + gap, padding - gap);
}

/** One value of an event; the sentence is the row's own. */
export function EventCell({ event, column }: { event: AgentEvent; column: Exclude<Column, "sentence"> }): ReactNode {
  switch (column) {
    case "time":
      return <Instant time={event.timestamp} />;
    case "received_at":
      return <Instant time={event.received_at} />;
    case "category":
      return <CategoryTile category={event.category} />;
    case "cursor":
      return <span className="num">{event.cursor.toLocaleString("en")}</span>;
    case "duration": {
      const durationMs = readNumber(event.metadata, "duration_ms");
      return <span className="dur">{durationMs !== null && formatDuration(durationMs)}</span>;
    }
    case "outcome":
      return <OutcomeIcon status={event.status} />;
    default:
      return <TextCell column={column} text={columnText(column, event)} />;
  }
}

function TextCell({ column, text }: { column: Column; text: string | null }) {
  if (text === null) return <span className="none">–</span>;
  const { name, mono } = looks[column];
  return (
    <span className={mono ? "cell mono" : "cell"} title={`${name}: ${text}`}>
      <span className="hide">{name}: </span>
      <MaskedText text={text} />
    </span>
  );
}

/** The names above columns that don't say by themselves what they are. */
export function ColumnHeads({ shown }: { shown: readonly Column[] }) {
  return (
    <div className="row rowhead" aria-hidden>
      {shown.map((column) => (
        <span key={column} className="cut">
          {looks[column].width < 40 ? "" : looks[column].name}
        </span>
      ))}
    </div>
  );
}
