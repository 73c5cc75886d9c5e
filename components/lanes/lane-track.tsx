import clsx from "clsx";
import { Ban, Check, X } from "lucide-react";
import { memo } from "react";
import { formatClock } from "@/components/ui/format-instant";
import { formatDuration } from "@/lib/timeline/format-duration";
import type { ArrangedMark } from "./arrange-marks";
import type { ArrangedSpan } from "./arrange-spans";
import { type Lane, type LaneMark, type LaneSpan, stateWords } from "./lane";

const markIcons = { success: Check, failure: X, denied: Ban };
/** Below this share of the range a label would be two letters and dots. */
const labelledShare = 0.025;

type LaneTrackProps = {
  lane: Lane;
  arranged: readonly ArrangedSpan[];
  marks: readonly ArrangedMark[];
  zone: string;
  onPick?: ((lane: Lane, span: LaneSpan | LaneMark) => void) | undefined;
};

/** One lane's spans and marks. Which of them Tab reaches is the swimlane's to say. */
export const LaneTrack = memo(function LaneTrack({ lane, arranged, marks, zone, onPick }: LaneTrackProps) {
  return (
    <>
      {arranged.map(({ span, count, row, left, right }) => {
        const name = spanName(span, { count, zone });
        return (
          <button
            key={span.id}
            type="button"
            tabIndex={-1}
            data-span
            className={clsx("span", span.state, right - left < labelledShare && "short")}
            style={{ left: `min(${share(left)}, 100% - 3px)`, width: share(right - left), marginTop: row * 24 }}
            aria-label={`${lane.label}: ${name}`}
            title={name}
            onClick={() => onPick?.(lane, span)}
          >
            {right - left >= labelledShare && span.state !== "silence" && (count > 1 ? `${count} at once` : span.label)}
          </button>
        );
      })}
      {arranged.map(
        ({ span, row, right }) =>
          span.outcome !== null && <Mark key={span.id} outcome={span.outcome} left={right} top={29 + row * 24} />,
      )}
      {marks.map(({ mark, count, left }) => {
        const what = count > 1 ? `${count} at once, the first ${mark.label}` : mark.label;
        const name = `${what}, ${mark.outcome}, ${clockOf(mark.at, zone)}`;
        return (
          <button
            key={mark.id}
            type="button"
            tabIndex={-1}
            data-span
            className={`pt ${mark.outcome}`}
            style={{ left: within(left) }}
            aria-label={`${lane.label}: ${name}`}
            title={name}
            onClick={() => onPick?.(lane, mark)}
          >
            <MarkIcon outcome={mark.outcome} />
          </button>
        );
      })}
    </>
  );
});

function Mark({ outcome, left, top }: { outcome: LaneMark["outcome"]; left: number; top: number }) {
  return (
    <span className={`pt ${outcome}`} style={{ left: within(left), top }} aria-hidden>
      <MarkIcon outcome={outcome} />
    </span>
  );
}

function MarkIcon({ outcome }: { outcome: LaneMark["outcome"] }) {
  const Icon = markIcons[outcome];
  return <Icon className="i i14" />;
}

/** A span in words: what, in which state, from when and how long. */
export function spanName(span: LaneSpan, { count, zone }: { count: number; zone: string }): string {
  const what = count > 1 ? `${count} short ones, the first ${span.label}` : span.label;
  const outcome = span.outcome === null || span.outcome === "success" ? "" : `, ${span.outcome}`;
  const length = span.end === null ? "not ended" : formatDuration(span.end - span.start);
  return `${what}, ${stateWords[span.state]}${outcome}, ${clockOf(span.start, zone)}, ${length}`;
}

export function clockOf(at: number, zone: string): string {
  return formatClock(new Date(at).toISOString(), zone).clock;
}

const share = (value: number) => `${(value * 100).toFixed(3)}%`;

/** A mark at either end of the range is whole. */
const within = (value: number) => `clamp(7px, ${share(value)}, 100% - 7px)`;
