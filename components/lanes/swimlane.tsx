"use client";

import clsx from "clsx";
import { CornerDownRight } from "lucide-react";
import { type MouseEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { Link } from "@/components/ui/link";
import { useViewerZone } from "@/components/ui/use-viewer-zone";
import { arrangeMarks } from "./arrange-marks";
import { arrangeSpans } from "./arrange-spans";
import { axisTicks } from "./axis-ticks";
import { edgeOf, type Lane, type LaneMark, type LaneRange, type LaneSpan, shareOf } from "./lane";
import { LanePlayhead } from "./lane-playhead";
import { LaneTable } from "./lane-table";
import { LaneTrack } from "./lane-track";
import type { Playhead } from "./playhead";
import { stepSpans } from "./step-spans";

type SwimlaneProps = {
  /** What the lanes show, for who can't see them. */
  label: string;
  lanes: readonly Lane[];
  range: LaneRange;
  /** A moment of a replay: what comes after it is faded. */
  playhead?: Playhead;
  /** Lanes of 40 px rather than 34. */
  tall?: boolean;
  /** A line above the lanes that shares their time, such as the scrubber of a replay. */
  head?: { label: ReactNode; content: ReactNode };
  onPick?: (lane: Lane, span: LaneSpan | LaneMark) => void;
  /** A click beside every span. */
  onSeek?: (at: number) => void;
};

/** What agents did over time, a lane each. Colour is state; the same can be read as a table. */
export function Swimlane({ label, lanes, range, playhead, tall = false, head, onPick, onSeek }: SwimlaneProps) {
  const zone = useViewerZone();
  const [asTable, setAsTable] = useState(false);
  const grid = useRef<HTMLFieldSetElement>(null);
  const { start, end } = range;
  const arranged = useMemo(
    () =>
      lanes.map((lane) => ({
        lane,
        spans: arrangeSpans(lane.spans, { start, end }),
        marks: arrangeMarks(lane.marks ?? [], { start, end }),
      })),
    [lanes, start, end],
  );
  const ticks = useMemo(() => axisTicks({ start, end }, zone), [start, end, zone]);
  // One of the spans is Tab's stop: the first, until the arrow keys have been elsewhere.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn decides which span can be the stop
  useEffect(() => {
    const spans = grid.current?.querySelectorAll<HTMLElement>("[data-span]");
    if (!spans || [...spans].some(({ tabIndex }) => tabIndex === 0)) return;
    const [first] = spans;
    if (first) first.tabIndex = 0;
  }, [arranged, asTable]);

  const seek = (event: MouseEvent<HTMLElement>) => {
    if (!onSeek || event.target !== event.currentTarget) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    onSeek(start + ((event.clientX - left) / width) * (end - start));
  };
  return (
    <section className={clsx("swimlane", tall && "tall")} aria-label={label}>
      {/* Below the lanes, that no line goes through a word. */}
      {!asTable && (
        <div className="lane-over" aria-hidden>
          {ticks.map(({ at }) => (
            <span key={at} className="tick" style={{ left: left(shareOf(at, range)) }} />
          ))}
        </div>
      )}
      {head && (
        <div className="lanes lane-head">
          <div className="name">{head.label}</div>
          <div className="track">{head.content}</div>
        </div>
      )}
      {asTable ? (
        <LaneTable lanes={lanes} range={range} label={label} />
      ) : (
        <fieldset ref={grid} className="lanes" aria-label={`${label}, arrow keys move`} onKeyDown={stepSpans}>
          {arranged.map(({ lane, spans, marks }) => {
            const rows = 1 + Math.max(0, ...spans.map(({ row }) => row));
            const height = { height: (tall ? 40 : 34) + (rows - 1) * 24 };
            return (
              <div key={lane.id} className="contents" data-lane>
                <LaneName lane={lane} height={height} />
                {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the scrubber is the way by keys */}
                <div className={clsx("track", lane.spans.length === 0 && "marks-only")} style={height} onClick={seek}>
                  <LaneTrack lane={lane} arranged={spans} marks={marks} zone={zone} onPick={onPick} />
                </div>
              </div>
            );
          })}
        </fieldset>
      )}
      <div className="lane-axis">
        <button type="button" className="link" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          As a table
        </button>
        <div className="ticks" aria-hidden>
          {!asTable &&
            ticks.map(({ at, text }) => (
              <span key={at} style={{ left: left(shareOf(at, range)) }} className={edgeOf(shareOf(at, range))}>
                {text}
              </span>
            ))}
        </div>
      </div>
      {!asTable && playhead && (
        <div className="lane-over" aria-hidden>
          <LanePlayhead playhead={playhead} range={range} zone={zone} />
        </div>
      )}
    </section>
  );
}

function LaneName({ lane, height }: { lane: Lane; height: { height: number } }) {
  const name = <b title={lane.label}>{lane.label}</b>;
  return (
    <div
      className="name"
      style={{ ...height, paddingLeft: `calc(var(--lane-pad) + ${lane.indent} * var(--lane-indent))` }}
    >
      {lane.indent > 0 && <CornerDownRight className="i i12" aria-hidden />}
      {lane.href ? (
        <Link href={lane.href} className="cut hover:underline">
          {name}
        </Link>
      ) : (
        name
      )}
      {lane.note && <span className="faint cut hm">{lane.note}</span>}
    </div>
  );
}

const left = (share: number) => `${(share * 100).toFixed(3)}%`;
