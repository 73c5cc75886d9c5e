"use client";

import { type ReactNode, type RefObject, useCallback, useRef } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { AgentEvent } from "@/lib/contract/event";
import { formatFilter, isUnfiltered } from "@/lib/timeline/filter";
import { ListEnd } from "./list-end";
import type { ListLines } from "./list-lines";
import { ReadingFailed, StreamEnded } from "./no-rows";
import { TimelineList } from "./timeline-list";
import { type TimelineModel, type TimelineProps, useTimeline } from "./use-timeline";
import type { VisibleSpan } from "./visible-span";
import { WaitingAnnouncement, WaitingEvents } from "./waiting-events";

export type EventTimelineProps = TimelineProps & {
  openId?: string | null | undefined;
  onOpen: (event: AgentEvent) => void;
  showAgent?: boolean | undefined;
  lines?: ListLines | undefined;
  /** Hears which time the rows in view span. */
  visible?: VisibleSpan | undefined;
  /** Stands in the rows' place where there are none. */
  empty: ReactNode;
  /** What stands around the rows; without it they stand alone. `show` shows all that waits, and follows. */
  children?: (parts: { timeline: TimelineModel; show: () => void; rows: ReactNode }) => ReactNode;
};

/** Events as sentences, newest first and live: the one way to show them, in the room that its parent gives it. */
export function EventTimeline({
  openId = null,
  onOpen,
  showAgent = true,
  lines,
  visible,
  empty,
  children = ({ rows }) => rows,
  ...props
}: EventTimelineProps) {
  const timeline = useTimeline(props);
  const scroller = useRef<HTMLDivElement>(null);
  const { show: release } = timeline.follow;
  const show = useCallback(() => {
    scroller.current?.scrollTo({ top: 0 });
    release();
  }, [release]);
  const rows = (
    <Rows
      {...{ timeline, scroller, show, openId, onOpen, showAgent, lines, visible, empty }}
      after={props.cursor}
      around={props.around ?? null}
    />
  );
  return children({ timeline, show, rows });
}

type RowsProps = Required<Pick<EventTimelineProps, "onOpen" | "empty">> & {
  timeline: TimelineModel;
  scroller: RefObject<HTMLDivElement | null>;
  show: () => void;
  openId: string | null;
  showAgent: boolean;
  lines: ListLines | undefined;
  visible: VisibleSpan | undefined;
  after: number | undefined;
  around: number | null;
};

function Rows({
  timeline,
  scroller,
  show,
  openId,
  onOpen,
  showAgent,
  lines,
  visible,
  empty,
  after,
  around,
}: RowsProps) {
  const { filter, history, stream, rows, waiting, follow, limit, isComplete } = timeline;
  const { fetchNextPage, isFetching } = history;
  const isOver = stream.connection.kind === "signed-out" || stream.connection.kind === "gone";
  return (
    <>
      {isOver && stream.error && <StreamEnded error={stream.error} login={stream.connection.kind === "signed-out"} />}
      {history.isError && (
        <ReadingFailed error={history.error} held={rows.length > 0} onRetry={() => void history.refetch()} />
      )}
      {/* The bar of waiting events pushes the rows down: a pointer that it comes under is still at the list. */}
      <div
        className="relative flex min-h-0 flex-1 flex-col"
        onPointerEnter={(event) =>
          event.pointerType === "mouse" && rows.length > 0 && follow.setReading({ pointer: true })
        }
        onPointerLeave={(event) => event.pointerType === "mouse" && follow.setReading({ pointer: false })}
      >
        <WaitingEvents waiting={waiting} pause={follow.pause} onShow={show} />
        <WaitingAnnouncement waiting={waiting} />
        {history.isPending && history.fetchStatus !== "idle" ? (
          <Skeleton rows={12} />
        ) : rows.length === 0 && isComplete && !history.isError ? (
          empty
        ) : (
          <TimelineList
            key={`${formatFilter(filter)}#${around}`}
            around={around}
            rows={rows}
            selectedId={openId}
            showAgent={showAgent}
            lines={lines}
            visible={visible}
            complete={isComplete}
            scroller={scroller}
            end={<ListEnd {...timeline} filtered={!isUnfiltered(filter)} after={after} />}
            onOpen={onOpen}
            onReading={follow.setReading}
            onNearEnd={() => !limit && !isFetching && void fetchNextPage()}
            onRefetch={() => void history.refetch()}
          />
        )}
      </div>
    </>
  );
}
