import { type Range, useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Playhead } from "@/components/lanes/playhead";
import { Instant } from "@/components/ui/instant";
import { useMedia } from "@/lib/browser/use-media";
import type { AgentEvent } from "@/lib/contract/event";
import { countUntil } from "./play-on";
import { useStep } from "./use-step";

const rowHeight = 28;
const phoneRowHeight = 60;
/** So much of what is not yet stays in sight above the playhead. */
const rowsAhead = 3;

type ReplayRowsProps = {
  /** As they happened. */
  events: readonly AgentEvent[];
  instants: readonly number[];
  playhead: Playhead;
  openId: string | null;
  renderRow: (event: AgentEvent, selected: boolean) => ReactNode;
};

/** The session's events, the newest first, with the playhead between what has happened and what has not yet. */
export function ReplayRows({ events, instants, playhead, openId, renderRow }: ReplayRowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [isRead, setRead] = useState(false);
  const isPhone = useMedia("(max-width: 760px)");
  const at = useStep(playhead);
  const count = at === null ? events.length : countUntil(instants, at);
  const ahead = events.length - count;
  const isReplay = at !== null;
  const eventAt = (index: number) => {
    if (!isReplay) return events[events.length - 1 - index];
    return index === ahead ? null : events[events.length - 1 - (index > ahead ? index - 1 : index)];
  };
  // Rows don't move under a pointer that is among them.
  const place = isReplay && !isRead ? Math.max(0, ahead - rowsAhead) : null;
  // The playhead's line is as high as a row, and places go by their index: so nothing is measured anew while it moves.
  const virtual = useVirtualizer({
    count: events.length + (isReplay ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: useCallback(() => (isPhone ? phoneRowHeight : rowHeight), [isPhone]),
    overscan: 12,
    // Which rows come into view is known before the list has been scrolled there, but for a phone's, which have heights of their own.
    ...(place !== null && !isPhone ? { rangeExtractor: (range: Range) => rowsFrom(place, range) } : {}),
  });
  useLayoutEffect(() => {
    if (place !== null && !isPhone) scroller.current?.scrollTo(0, place * rowHeight);
  }, [place, isPhone]);
  useEffect(() => {
    if (place !== null && isPhone) virtual.scrollToIndex(place, { align: "start" });
  }, [place, isPhone, virtual]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a phone's rows have a height of their own
  useEffect(() => virtual.measure(), [isPhone]);

  return (
    <section className="replay-rows" aria-label="Timeline at this moment">
      <div className="bh">
        <h3>Timeline at this moment</h3>
        <span>
          {count.toLocaleString("en")} of {events.length.toLocaleString("en")} events
        </span>
      </div>
      <div
        ref={scroller}
        className="min-h-0 flex-1 overflow-auto [overflow-anchor:none] max-[760px]:h-[60dvh] max-[760px]:flex-none"
        onPointerEnter={({ pointerType }) => pointerType === "mouse" && setRead(true)}
        onPointerLeave={() => setRead(false)}
      >
        <ol aria-label="Events, newest first" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const event = eventAt(index);
            return (
              <li
                key={event?.cursor ?? "playhead"}
                ref={isPhone ? virtual.measureElement : undefined}
                data-index={index}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${start}px)` }}
              >
                {event ? (
                  <div className={isReplay && index < ahead ? "not-yet" : undefined}>
                    {renderRow(event, event.event_id === openId)}
                  </div>
                ) : (
                  at !== null && <PlayheadLine at={at} />
                )}
              </li>
            );
          })}
        </ol>
      </div>
    </section>
  );
}

/** As many rows as are in view, from a place on, or the last ones. */
function rowsFrom(place: number, { startIndex, endIndex, count }: Range): number[] {
  const inView = Math.min(count, endIndex - startIndex + 1);
  const first = Math.min(place, count - inView);
  return Array.from({ length: inView }, (_, n) => first + n);
}

function PlayheadLine({ at }: { at: number }) {
  return (
    <div className="sep new min-[761px]:h-7">
      <ArrowDown className="i i12" />
      <span>
        Playhead, <Instant time={new Date(at).toISOString()} />
      </span>
      <span className="r font-normal">above this: not yet</span>
    </div>
  );
}
