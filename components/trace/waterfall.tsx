"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import clsx from "clsx";
import { ArrowRight, CornerDownRight } from "lucide-react";
import { memo, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { axisTicks } from "@/components/lanes/axis-ticks";
import { type LaneRange, shareOf } from "@/components/lanes/lane";
import { Instant } from "@/components/ui/instant";
import { OutcomeIcon } from "@/components/ui/outcome-icon";
import { useViewerZone } from "@/components/ui/use-viewer-zone";
import { useMedia } from "@/lib/browser/use-media";
import type { AgentEvent } from "@/lib/contract/event";
import { formatDuration } from "@/lib/timeline/format-duration";
import { formatSentence, sentenceOf } from "@/lib/timeline/sentence";
import { isDenial, isError } from "@/lib/timeline/told";
import { sourceOf } from "./trace-path";
import type { TraceRow } from "./trace-rows";

/** Deeper than this a row would be all indent. */
const indentMax = 8;

const rowHeight = 28;
const phoneRowHeight = 52;

type WaterfallProps = {
  rows: readonly TraceRow[];
  openId: string | null;
  onOpen: (event: AgentEvent) => void;
  /** What it is scrolled by. */
  scroller: RefObject<HTMLElement | null>;
};

/** A trace line by line: what happened inside of what, in which system, when, and how long it took. */
export function Waterfall({ rows, openId, onOpen, scroller }: WaterfallProps) {
  const zone = useViewerZone();
  const isPhone = useMedia("(max-width: 760px)");
  const list = useRef<HTMLOListElement>(null);
  const [above, setAbove] = useState(0);
  const range = useMemo(() => rangeOf(rows), [rows]);
  const ticks = useMemo(() => axisTicks(range, zone, 6), [range, zone]);
  const height = isPhone ? phoneRowHeight : rowHeight;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.event.cursor ?? index,
    scrollMargin: above,
    overscan: 16,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are asked for once, and differ on a phone
  useEffect(() => virtual.measure(), [height]);
  // Whatever stands above the rows may have grown, a note or a system of the path.
  useLayoutEffect(() => setAbove(list.current?.offsetTop ?? 0));
  return (
    <div className="waterfall">
      <div className="wf-axis" aria-hidden>
        <span>Began</span>
        <span>Event</span>
        <span>System</span>
        <span className="wf-track">
          {ticks.map(({ at, text }) => (
            <i key={at} style={{ left: percent(shareOf(at, range)) }}>
              {text}
            </i>
          ))}
        </span>
      </div>
      <ol
        ref={list}
        aria-label="Events, each below the one that it happened inside of"
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          return (
            row && (
              <li
                key={key}
                aria-posinset={index + 1}
                aria-setsize={rows.length}
                style={{ transform: `translateY(${start - above}px)` }}
              >
                <WaterfallRow row={row} range={range} selected={row.event.event_id === openId} onOpen={onOpen} />
              </li>
            )
          );
        })}
      </ol>
    </div>
  );
}

type RowProps = { row: TraceRow; range: LaneRange; selected: boolean; onOpen: (event: AgentEvent) => void };

const WaterfallRow = memo(function WaterfallRow({ row, range, selected, onOpen }: RowProps) {
  const { event, depth, start, end, cameFrom } = row;
  const [left, right] = [shareOf(start, range), shareOf(end, range)];
  // Where there is room for the length: in a wide bar, else after it, and at the edge before it.
  const place = right - left > 0.2 ? "within" : right > 0.85 ? "before" : "after";
  const state = isError(event) ? "failed" : isDenial(event) ? "wait" : "done";
  return (
    <button type="button" className="wf-row" aria-current={selected || undefined} onClick={() => onOpen(event)}>
      <span className="mono sm faint">
        <Instant time={new Date(start).toISOString()} />
      </span>
      <span className="wf-what" style={{ paddingLeft: Math.min(depth, indentMax) * 16 }}>
        {depth > 0 && <CornerDownRight className="i i12 faint" aria-hidden />}
        <span className="cut">{formatSentence(sentenceOf(event))}</span>
        <OutcomeIcon status={event.status} />
      </span>
      <span className={clsx("wf-source", cameFrom !== null && "hop")} title={cameFrom ? `From ${cameFrom}` : undefined}>
        {cameFrom !== null && <ArrowRight className="i i12" aria-label={`from ${cameFrom} to`} />}
        <span className="cut">{sourceOf(event)}</span>
      </span>
      <span className="wf-track">
        <span
          className={clsx("span", state, end === start ? "moment" : "short")}
          style={{ left: percent(left), width: percent(right - left) }}
        />
        {end > start && (
          <span className={clsx("wf-took", place)} style={{ left: percent(place === "after" ? right : left) }}>
            {formatDuration(end - start)}
          </span>
        )}
      </span>
    </button>
  );
});

function rangeOf(rows: readonly TraceRow[]): LaneRange {
  const start = rows.reduce((least, row) => Math.min(least, row.start), Number.POSITIVE_INFINITY);
  const end = rows.reduce((most, row) => Math.max(most, row.end), Number.NEGATIVE_INFINITY);
  return rows.length === 0 ? { start: 0, end: 1 } : { start, end: Math.max(end, start + 1) };
}

const percent = (share: number) => `${(share * 100).toFixed(3)}%`;
