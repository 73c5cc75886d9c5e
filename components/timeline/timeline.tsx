"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { eventQuery } from "@/lib/browser/event-query";
import { useNow } from "@/lib/browser/use-now";
import type { AgentEvent } from "@/lib/contract/event";
import { valuesOf, withValues } from "@/lib/timeline/edit-filter";
import { formatFilter, isUnfiltered, type TimelineFilter } from "@/lib/timeline/filter";
import { countNewerThan } from "@/lib/timeline/merge";
import { seenValues } from "@/lib/timeline/seen-values";
import { agentLabels } from "./agent-labels";
import { type ConnectionWords, connectionWords } from "./connection-words";
import { Facets } from "./facets";
import { valueLabel } from "./filter-words";
import { KeyMap } from "./key-map";
import { ListEnd } from "./list-end";
import { NoEvents, ReadingFailed, WrongFilter } from "./no-rows";
import { OpenEvent } from "./open-event";
import { TimelineBar } from "./timeline-bar";
import { TimelineList } from "./timeline-list";
import { useTimeline } from "./use-timeline";
import { useTimelineAddress } from "./use-timeline-address";
import { useTimelineKeys } from "./use-timeline-keys";
import { WaitingAnnouncement, WaitingEvents } from "./waiting-events";

/** What stands above the rows is told: the connection, and an event by its cursor where it is loaded. */
type TimelineHead = { connection: ConnectionWords; findEvent: (cursor: number) => AgentEvent | null };

/** A workspace's events, newest first and live. `fixed` narrows to one agent, say; `head` stands above and shows the connection. */
export function Timeline({
  workspace,
  fixed = unfixed,
  showAgent = true,
  head,
  onArrival,
}: {
  workspace: string;
  fixed?: TimelineFilter;
  showAgent?: boolean;
  head: (state: TimelineHead) => ReactNode;
  /** Called when events came live. */
  onArrival?: () => void;
}) {
  const { filter, own, faults, openId, setFilter, openEvent } = useTimelineAddress(fixed);
  const timeline = useTimeline({ workspace, filter, enabled: faults === null });
  const { history, stream, shown, rows, waiting, follow } = timeline;
  const { fetchNextPage, isFetching } = history;
  const queryClient = useQueryClient();
  const scroller = useRef<HTMLDivElement>(null);
  const addFilter = useRef<HTMLButtonElement>(null);
  const [isKeyMapOpen, setKeyMapOpen] = useState(false);

  const open = useCallback(
    (event: AgentEvent) => {
      queryClient.setQueryData(eventQuery(workspace, event.event_id).queryKey, event);
      openEvent(event.event_id);
    },
    [queryClient, workspace, openEvent],
  );
  const { show: release } = follow;
  const show = useCallback(() => {
    scroller.current?.scrollTo({ top: 0 });
    release();
  }, [release]);

  useTimelineKeys({
    step(by) {
      const inRows = rows.flatMap((row) => (row.kind === "event" ? [row.event] : []));
      const next = inRows[inRows.findIndex((event) => event.event_id === openId) + by];
      if (next) open(next);
    },
    close: () => openId !== null && openEvent(null),
    togglePause: follow.togglePause,
    show,
    addFilter: () => addFilter.current?.click(),
    showKeys: () => setKeyMapOpen(true),
  });

  useEffect(() => {
    if (stream.events.length > 0) onArrival?.();
  }, [stream.events, onArrival]);

  // The newest thousand tell the values well enough; a full list would be counted again with every batch.
  const sampled = Math.min(1_000, shown.length);
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted when a page comes or the sample grows, not with each batch.
  const { suggest, labelOf } = useMemo(() => {
    const sample = shown.slice(0, sampled);
    return { suggest: (field: string) => seenValues(sample, field), labelOf: valueLabel(agentLabels(sample)) };
  }, [sampled, history.data]);

  const narrow = (field: string, value: string) => {
    const before = field in filter ? valuesOf(own, field as keyof TimelineFilter) : [];
    const result = withValues(own, field, [...before, value]);
    if (result.ok) setFilter(result.filter);
  };
  const isWhole = fixed === unfixed;
  const facets = (additive: boolean) => (
    <Facets filter={own} suggest={suggest} labelOf={labelOf} additive={additive} onChange={setFilter} />
  );

  return (
    <>
      <Head
        connection={stream.connection}
        paused={follow.pause !== null}
        render={(connection) => head({ connection, findEvent: (cursor) => findByCursor(shown, cursor) })}
      />
      <div className="flex min-h-0 flex-1 max-[760px]:h-[calc(100dvh-104px)] max-[760px]:flex-none">
        {isWhole && (
          <aside
            className="w-[196px] flex-none overflow-auto border-r border-line pt-1 max-[760px]:hidden"
            aria-label="Quick filters"
          >
            {facets(false)}
          </aside>
        )}
        <section className="mid flex-1" aria-label="Timeline">
          <TimelineBar
            own={own}
            suggest={suggest}
            labelOf={labelOf}
            onFilter={setFilter}
            addFilter={addFilter}
            facets={isWhole ? facets(true) : null}
            paused={follow.pause !== null}
            onTogglePause={follow.togglePause}
            onShowKeys={() => setKeyMapOpen(true)}
          />
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
            {faults ? (
              <WrongFilter faults={faults} onChange={setFilter} />
            ) : history.isPending ? (
              <Skeleton rows={12} />
            ) : rows.length === 0 && !history.hasNextPage && !history.isError ? (
              <NoEvents own={own} onChange={setFilter} workspace={workspace} whole={isWhole} labelOf={labelOf} />
            ) : (
              <TimelineList
                key={formatFilter(filter).toString()}
                rows={rows}
                selectedId={openId}
                showAgent={showAgent}
                complete={!history.hasNextPage}
                scroller={scroller}
                end={<ListEnd history={history} floor={timeline.floor} filtered={!isUnfiltered(filter)} />}
                onOpen={open}
                onReading={follow.setReading}
                onNearEnd={() => !isFetching && void fetchNextPage()}
                onRefetch={() => void history.refetch()}
              />
            )}
          </div>
        </section>
        {openId !== null && (
          <OpenEvent workspace={workspace} eventId={openId} onClose={() => openEvent(null)} onFilter={narrow} />
        )}
      </div>
      <KeyMap open={isKeyMapOpen} onClose={() => setKeyMapOpen(false)} />
    </>
  );
}

const unfixed: TimelineFilter = {};

function findByCursor(events: readonly AgentEvent[], cursor: number): AgentEvent | null {
  const event = events[countNewerThan(events, cursor)];
  return event?.cursor === cursor ? event : null;
}

/** Alone in ticking, so that a second's passing redraws the chip and not the rows. */
function Head({
  connection,
  paused,
  render,
}: {
  connection: Parameters<typeof connectionWords>[0];
  paused: boolean;
  render: (connection: ConnectionWords) => ReactNode;
}) {
  const nowMs = useNow(1_000);
  return render(connectionWords(connection, { paused, nowMs }));
}
