import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, type RefObject, useCallback, useEffect } from "react";
import { useMedia } from "@/lib/browser/use-media";
import type { AgentEvent } from "@/lib/contract/event";
import type { Row } from "@/lib/timeline/rows";
import { EventRow } from "./event-row";
import { MarkerRow } from "./marker-row";

const rowHeight = 28;
const lineHeight = 26;
/** Only a first guess: on a phone a sentence takes one line or more, and each row is measured. */
const phoneRowHeight = 60;
/** So many rows before the end the next page is asked for, well before a scrolling hand gets there. */
const rowsAhead = 60;

/** The rows, of which only those in view exist. `end` stands below the last one. */
export function TimelineList({
  rows,
  selectedId,
  showAgent,
  complete,
  scroller,
  end,
  onOpen,
  onReading,
  onNearEnd,
  onRefetch,
}: {
  rows: readonly Row[];
  selectedId: string | null;
  showAgent: boolean;
  /** Nothing older is left to load. */
  complete: boolean;
  scroller: RefObject<HTMLDivElement | null>;
  end: ReactNode;
  onOpen: (event: AgentEvent) => void;
  onReading: (change: { pointer?: boolean; away?: boolean }) => void;
  onNearEnd: () => void;
  /** Reads all again, where a cursor is missing. */
  onRefetch: () => void;
}) {
  const isPhone = useMedia("(max-width: 760px)");
  const virtual = useVirtualizer({
    count: rows.length + 1,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback(
      (index) => (rows[index]?.kind === "event" ? (isPhone ? phoneRowHeight : rowHeight) : lineHeight),
      [rows, isPhone],
    ),
    // A new function here would have all sizes laid out again with every frame of scrolling.
    getItemKey: useCallback((index: number) => rows[index]?.key ?? "end", [rows]),
    overscan: 16,
  });
  const items = virtual.getVirtualItems();
  const oldestMinute = rows.findLastIndex((row) => row.kind === "minute");
  const isNearEnd = (items.at(-1)?.index ?? 0) >= rows.length - rowsAhead;

  useEffect(() => {
    if (isNearEnd && !complete) onNearEnd();
  }, [isNearEnd, complete, onNearEnd]);

  // Nobody reads a list that is gone, and no event of the pointer or of scrolling would say so.
  useEffect(() => () => onReading({ pointer: false, away: false }), [onReading]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the sizes change with the layout, not with the virtualizer.
  useEffect(() => virtual.measure(), [isPhone]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new selection is brought into view once; rows that arrive later must not scroll.
  useEffect(() => {
    const index = rows.findIndex((row) => row.kind === "event" && row.event.event_id === selectedId);
    if (index !== -1) virtual.scrollToIndex(index, { align: "auto" });
  }, [selectedId]);

  return (
    <div
      ref={scroller}
      onScroll={(event) => onReading({ away: event.currentTarget.scrollTop > 4 })}
      className="min-h-0 flex-1 overflow-auto [overflow-anchor:none]"
    >
      <ol aria-label="Events, newest first" className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const row = rows[index];
          return (
            <li
              key={key}
              ref={isPhone || row === undefined ? virtual.measureElement : undefined}
              data-index={index}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              {row === undefined ? (
                end
              ) : row.kind === "event" ? (
                <EventRow
                  event={row.event}
                  selected={row.event.event_id === selectedId}
                  showAgent={showAgent}
                  onOpen={onOpen}
                />
              ) : (
                <MarkerRow row={row} complete={complete || index < oldestMinute} onRefetch={onRefetch} />
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
