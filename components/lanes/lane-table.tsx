import { Instant } from "@/components/ui/instant";
import { formatDuration } from "@/lib/timeline/format-duration";
import { type Lane, type LaneRange, type LaneSpan, stateWords } from "./lane";

/** How many rows are read out at most; what the lanes draw has no such end. */
export const tableRowsMax = 500;

type Row = { lane: Lane; at: number; id: string; what: string; state: string; end: number | null; took: string };

/** The same as the lanes, to be read line by line, by time. */
export function LaneTable({ lanes, range, label }: { lanes: readonly Lane[]; range: LaneRange; label: string }) {
  const rows = lanes.flatMap((lane) => rowsOf(lane)).filter(({ at }) => at >= range.start && at <= range.end);
  const shown = rows.sort((a, b) => a.at - b.at).slice(0, tableRowsMax);
  return (
    <div className="lane-table">
      <table className="table">
        <caption className="hide">{label}</caption>
        <thead>
          <tr>
            <th scope="col">Began</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">State</th>
            <th scope="col" className="text-right">
              Took
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ lane, at, id, what, state, took }) => (
            <tr key={`${lane.id} ${id}`}>
              <td className="mono sm">
                <Instant time={new Date(at).toISOString()} />
              </td>
              <td>{lane.label}</td>
              <td>{what}</td>
              <td>{state}</td>
              <td className="mono sm text-right">{took}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown.length && (
        <p className="sm faint px-4 py-2">
          The first {tableRowsMax} of {rows.length.toLocaleString("en")}.
        </p>
      )}
    </div>
  );
}

function rowsOf(lane: Lane): Row[] {
  const spans = lane.spans.map((span) => ({
    lane,
    at: span.start,
    id: `span ${span.id}`,
    what: span.label,
    state: stateOf(span),
    end: span.end,
    took: span.end === null ? "–" : formatDuration(span.end - span.start),
  }));
  const marks = (lane.marks ?? []).map(({ id, at, label, outcome }) => ({
    lane,
    at,
    id: `mark ${id}`,
    what: label,
    state: outcome,
    end: at,
    took: "–",
  }));
  return [...spans, ...marks];
}

function stateOf({ state, outcome }: LaneSpan): string {
  return outcome === "denied" ? outcome : stateWords[state];
}
