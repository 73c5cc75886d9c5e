import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type CSSProperties,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
} from "react";
import { useMedia } from "@/lib/browser/use-media";
import type { AgentEvent } from "@/lib/contract/event";
import { defaultColumns } from "@/lib/timeline/columns";
import { eventsIn, type Row } from "@/lib/timeline/rows";
import { ColumnHeads, gridOf, leastWidthOf } from "./event-columns";
import { EventRow } from "./event-row";
import type { ListLines } from "./list-lines";
import { MarkerRow } from "./marker-row";
import type { VisibleSpan } from "./visible-span";

const rowHeights = { compact: 28, comfortable: 36 } as const;
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
  lines,
  visible,
  around,
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
  lines?: ListLines | undefined;
  visible?: VisibleSpan | undefined;
  /** The cursor to begin at, in the middle of the view. */
  around: number | null;
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
  // A phone keeps its two lines, whatever is chosen for a wider screen.
  const chosen = isPhone ? undefined : lines?.columns;
  const columns = chosen ?? defaultColumns;
  const hasHeads = columns.some((column) => !defaultColumns.includes(column));
  const headHeight = hasHeads ? lineHeight : 0;
  const rowHeight = rowHeights[lines?.density ?? "compact"];
  const virtual = useVirtualizer({
    count: rows.length + 1,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback(
      (index) => (rows[index]?.kind === "event" ? (isPhone ? phoneRowHeight : rowHeight) : lineHeight),
      [rows, isPhone, rowHeight],
    ),
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
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

  const { startIndex, endIndex } = virtual.range ?? { startIndex: 0, endIndex: -1 };
  useEffect(() => visible?.show(rows.slice(startIndex, endIndex + 1)), [visible, rows, startIndex, endIndex]);

  // Nobody reads a list that is gone, and no event of the pointer or of scrolling would say so.
  useEffect(() => () => onReading({ pointer: false, away: false }), [onReading]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the sizes change with the layout, not with the virtualizer.
  useEffect(() => virtual.measure(), [isPhone, rowHeight]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new selection is brought into view once; rows that arrive later must not scroll.
  useEffect(() => {
    const index = rows.findIndex((row) => row.kind === "event" && row.event.event_id === selectedId);
    if (index !== -1) virtual.scrollToIndex(index, { align: "auto" });
  }, [selectedId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with the first rows; the list is another one for another cursor.
  useEffect(() => {
    const index = around === null ? -1 : rows.findIndex((row) => row.kind === "event" && row.event.cursor <= around);
    if (index !== -1) virtual.scrollToIndex(index, { align: "center" });
  }, [around]);

  const rowsNow = useRef(rows);
  useLayoutEffect(() => {
    rowsNow.current = rows;
  });
  const onPick = lines?.onPick;
  const pick = useCallback(
    (event: AgentEvent, { reach }: { reach: boolean }) => onPick?.(event, reach ? eventsIn(rowsNow.current) : null),
    [onPick],
  );

  const at = lines?.at ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus goes there once; rows that arrive later must not take it back.
  useEffect(() => {
    if (!at?.focus) return;
    const index = rows.findIndex((row) => row.kind === "event" && row.event.event_id === at.eventId);
    if (index === -1) return;
    virtual.scrollToIndex(index, { align: "auto" });
    // The row may be drawn only now that it is scrolled to.
    const frame = requestAnimationFrame(() => {
      const row = scroller.current?.querySelector<HTMLElement>(`[data-event="${at.eventId}"]`);
      row?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [at]);

  const inView = items.flatMap(({ index }) => {
    const row = rows[index];
    return row?.kind === "event" ? [row.event.event_id] : [];
  });
  const tabbable = inView.find((id) => id === (at?.eventId ?? selectedId)) ?? inView[0];
  const style = { "--row-cols": gridOf(columns), "--row-h": `${rowHeight}px` } as CSSProperties;
  const minWidth = hasHeads ? leastWidthOf(columns) : undefined;

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only learns which of its rows the focus came to.
    <div
      ref={scroller}
      onScroll={(event) => onReading({ away: event.currentTarget.scrollTop > 4 })}
      onFocus={(event) => {
        const row = event.target.closest<HTMLElement>("[data-event]");
        if (row?.dataset.event) lines?.onAt(row.dataset.event);
      }}
      className="min-h-0 flex-1 overflow-auto [overflow-anchor:none]"
      style={style}
    >
      {hasHeads && (
        <div className="sticky top-0 z-[5]" style={{ minWidth }}>
          <ColumnHeads shown={columns} />
        </div>
      )}
      <ol aria-label="Events, newest first" className="relative" style={{ height: virtual.getTotalSize(), minWidth }}>
        {items.map(({ index, key, start }) => {
          const row = rows[index];
          return (
            <li
              key={key}
              ref={isPhone || row === undefined ? virtual.measureElement : undefined}
              data-index={index}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start - headHeight}px)` }}
            >
              {row === undefined ? (
                end
              ) : row.kind === "event" ? (
                <EventRow
                  event={row.event}
                  selected={row.event.event_id === selectedId}
                  showAgent={showAgent}
                  onOpen={onOpen}
                  columns={columns}
                  picked={lines?.picked.has(row.event.event_id) ?? false}
                  onPick={onPick && pick}
                  tabbable={row.event.event_id === tabbable}
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
