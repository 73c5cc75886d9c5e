import clsx from "clsx";
import { ArrowDown, History, TriangleAlert, Unplug } from "lucide-react";
import { formatDuration } from "@/lib/timeline/format-duration";
import type { Marker, Row } from "@/lib/timeline/rows";

/** The lines between events: a minute's, and those that say what happened to the reading itself. */
export function MarkerRow({
  row,
  complete,
  onRefetch,
}: {
  row: Exclude<Row, { kind: "event" }>;
  complete: boolean;
  onRefetch: () => void;
}) {
  if (row.kind === "minute") {
    const { events, errors, startsAt } = row;
    return (
      <div className="sep">
        {minuteLabel(startsAt)}
        <span className="r">
          {complete ? counted(events, "event") : `${counted(events, "event")} loaded so far`}
          {errors > 0 && `, ${counted(errors, "error")}`}
        </span>
      </div>
    );
  }
  const { marker } = row;
  return (
    <div className={clsx("sep", marker.kind === "paused" || marker.kind === "jumped" ? "new" : "gap")}>
      <MarkerIcon kind={marker.kind} />
      {markerWords(marker)}
      {marker.kind === "gap" && marker.got > marker.expected && (
        <button type="button" className="link" onClick={onRefetch}>
          Fetch them
        </button>
      )}
      {marker.kind !== "jumped" && <span className="r">{clock(marker.at)}</span>}
    </div>
  );
}

function MarkerIcon({ kind }: { kind: Marker["kind"] }) {
  switch (kind) {
    case "paused":
    case "jumped":
      return <ArrowDown size={12} aria-hidden />;
    case "reconnected":
      return <Unplug size={12} aria-hidden />;
    case "gap":
      return <TriangleAlert size={12} aria-hidden />;
    case "reset":
      return <History size={12} aria-hidden />;
  }
}

function markerWords(marker: Marker): string {
  switch (marker.kind) {
    case "paused":
      return "Above: new since you paused";
    case "jumped":
      return `Cursor ${number(marker.cursor)} and what came before it`;
    case "reconnected": {
      const away = `Reconnected after ${formatDuration(marker.awayMs)}.`;
      if (marker.to <= marker.cursor) return `${away} Nothing happened meanwhile.`;
      const span = `Cursors ${number(marker.cursor + 1)} to ${number(marker.to)}`;
      return marker.proven ? `${away} ${span} fetched, nothing missed.` : `${away} ${span} searched for matches.`;
    }
    case "gap":
      return marker.got > marker.expected
        ? `Cursors ${number(marker.expected)} to ${number(marker.got - 1)} did not arrive.`
        : `Cursor ${number(marker.got)} arrived out of order.`;
    case "reset":
      return `Position ${marker.requested} is gone. Reading goes on from ${number(marker.floor)}, the oldest kept.`;
  }
}

const number = (value: number) => value.toLocaleString("en");
const counted = (count: number, noun: string) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
const clock = (ms: number) => new Date(ms).toLocaleTimeString("en-GB");

/** The minute in the viewer's zone, with its day where that isn't today. */
function minuteLabel(startsAt: string): string {
  const start = new Date(startsAt);
  const time = start.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (start.toDateString() === new Date().toDateString()) return time;
  return `${start.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short" })}, ${time}`;
}
