"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { eventQuery } from "@/lib/browser/event-query";
import { type EventSelection, filterOf } from "@/lib/browser/event-selection";
import { openShellDialog } from "@/lib/browser/shell-dialog";
import { timelineQuery } from "@/lib/browser/timeline-query";
import type { AgentEvent } from "@/lib/contract/event";
import { formatTimestamp } from "@/lib/contract/timestamp";
import { valuesOf, withValues } from "@/lib/timeline/edit-filter";
import { isUnfiltered, type TimelineFilter } from "@/lib/timeline/filter";
import { countNewerThan } from "@/lib/timeline/merge";
import { eventsIn } from "@/lib/timeline/rows";
import type { ConnectionWords } from "./connection-words";
import { copyLink } from "./event-link";
import { EventTimeline } from "./event-timeline";
import { Facets } from "./facets";
import { Histogram } from "./histogram";
import { LookingBack } from "./looking-back";
import { NoEvents, WrongFilter } from "./no-rows";
import { OpenEvent } from "./open-event";
import { PickedBar } from "./picked-bar";
import { RowsMenu } from "./rows-menu";
import { Searched } from "./searched";
import { TimelineBar } from "./timeline-bar";
import { type TimelineDialog, TimelineDialogs } from "./timeline-dialogs";
import { TimelineHead } from "./timeline-head";
import { useListLines } from "./use-list-lines";
import { useSeenValues } from "./use-seen-values";
import type { TimelineModel } from "./use-timeline";
import { useTimelineAddress } from "./use-timeline-address";
import { useTimelineKeys } from "./use-timeline-keys";
import { useViews } from "./use-views";
import { ViewsMenu } from "./views-menu";
import { createVisibleSpan, type VisibleSpan } from "./visible-span";

/** What stands above the rows is told: the connection, and an event by its cursor where it is loaded. */
type HeadState = { connection: ConnectionWords; findEvent: (cursor: number) => AgentEvent | null };

type TimelineScreenProps = {
  head: (state: HeadState) => ReactNode;
  /** Called when events came live. */
  onArrival?: (() => void) | undefined;
};

type Address = ReturnType<typeof useTimelineAddress>;

/**
 * A page of events: the selection, narrowed further by the filter in the page's address, with all that may be done
 * with it. `head` stands above and shows the connection.
 */
export function Timeline({
  workspace,
  showAgent = true,
  head,
  onArrival,
  ...selection
}: EventSelection & TimelineScreenProps & { showAgent?: boolean }) {
  const fixed = filterOf({ workspace, ...selection });
  const isWhole = isUnfiltered(fixed);
  const queryClient = useQueryClient();
  // Asked for by the click itself, rows are on their way while the page is still drawn anew.
  const foresee = useCallback(
    (next: TimelineFilter, around: string | null) => {
      if (around === null) void queryClient.prefetchInfiniteQuery(timelineQuery(workspace, next));
    },
    [queryClient, workspace],
  );
  const address = useTimelineAddress(fixed, foresee);
  const { filter, own, faults, at, openId, setFilter, openEvent } = address;
  const list = useListLines(address);
  const [visible] = useState(createVisibleSpan);
  const open = useCallback(
    (event: AgentEvent) => {
      queryClient.setQueryData(eventQuery(workspace, event.event_id).queryKey, event);
      openEvent(event.event_id);
    },
    [queryClient, workspace, openEvent],
  );
  return (
    <EventTimeline
      workspace={workspace}
      filter={filter}
      enabled={faults === null}
      around={at}
      openId={openId}
      onOpen={open}
      showAgent={showAgent}
      lines={list.lines}
      visible={visible}
      empty={
        faults ? (
          <WrongFilter faults={faults} onChange={(next) => setFilter(next, { at: null })} />
        ) : (
          <NoEvents own={own} onChange={setFilter} workspace={workspace} whole={isWhole} />
        )
      }
    >
      {(parts) => (
        <TimelineScreen {...parts} {...{ workspace, address, list, visible, isWhole, open, head, onArrival }} />
      )}
    </EventTimeline>
  );
}

function TimelineScreen({
  timeline,
  show,
  rows,
  workspace,
  address,
  list,
  visible,
  isWhole,
  open,
  head,
  onArrival,
}: TimelineScreenProps & {
  timeline: TimelineModel;
  show: () => void;
  rows: ReactNode;
  workspace: string;
  address: Address;
  list: ReturnType<typeof useListLines>;
  visible: VisibleSpan;
  isWhole: boolean;
  open: (event: AgentEvent) => void;
}) {
  const { own, filter, openId, page, setFilter, setPage, openEvent } = address;
  const { history, stream, shown, follow } = timeline;
  const addFilter = useRef<HTMLButtonElement>(null);
  const searchInput = useRef<HTMLInputElement>(null);
  const [dialog, setDialog] = useState<TimelineDialog | null>(null);
  const isPaused = follow.pause !== null;
  const ready = !history.isLoading;
  const { picked, choices, at, goTo } = list;
  const views = useViews(workspace, address, choices);
  const isOpen = openId !== null;
  const close = () => {
    if (isOpen) {
      openEvent(null);
      goTo(openId);
    } else picked.clear();
  };

  const goLive = () => setPage({ at: null });
  const jump = (cursor: number) => {
    const { since: _, until: __, ...rest } = own;
    setFilter(rest, { at: String(cursor) });
    setDialog(null);
  };
  const listed = () => eventsIn(timeline.rows);
  const current = () => shown.find(({ event_id }) => event_id === at);
  useTimelineKeys({
    step(by) {
      const events = listed();
      const next = events[events.findIndex(({ event_id }) => event_id === at) + by];
      if (!next) return;
      goTo(next.event_id);
      if (isOpen) open(next);
    },
    pick({ reach }) {
      const event = current();
      if (event) list.lines.onPick(event, reach ? listed() : null);
    },
    copyLink() {
      const eventId = openId ?? at;
      if (eventId !== null) void copyLink(workspace, eventId);
    },
    otherDensity: () => choices.setDensity(choices.density === "compact" ? "comfortable" : "compact"),
    close,
    togglePause: address.at === null ? follow.togglePause : goLive,
    show: address.at === null ? show : goLive,
    jump: () => setDialog("jump"),
    search: () => searchInput.current?.select(),
    addFilter: () => addFilter.current?.click(),
  });

  const live = stream.events;
  useEffect(() => {
    if (live.length > 0) onArrival?.();
  }, [live, onArrival]);

  const { suggest, labelOf } = useSeenValues(shown, history.data);

  const search = (q: string | undefined, { step }: { step: boolean }) => {
    const { q: _, ...rest } = own;
    setFilter(q === undefined ? rest : { ...rest, q }, {}, { step });
  };
  const narrow = (field: string, value: string) => {
    const before = field in filter ? valuesOf(own, field as keyof TimelineFilter) : [];
    const result = withValues(own, field, [...before, value]);
    if (result.ok) setFilter(result.filter);
  };
  const facets = (additive: boolean) => (
    <Facets {...{ workspace, labelOf, additive, ready }} filter={own} following={!isPaused} onChange={setFilter} />
  );

  return (
    <Searched q={filter.q}>
      <TimelineHead
        connection={address.at === null ? stream.connection : notReading}
        paused={isPaused || address.at !== null}
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
        <section className="mid relative flex-1" aria-label="Timeline">
          <TimelineBar
            filters={{ workspace, filter: own, suggest, labelOf, onChange: setFilter }}
            onJump={() => setDialog("jump")}
            onSearch={search}
            searchInput={searchInput}
            addFilter={addFilter}
            facets={isWhole ? facets(true) : null}
            views={isWhole ? <ViewsMenu workspace={workspace} views={views} /> : null}
            rowsMenu={<RowsMenu choices={choices} />}
            paused={isPaused || address.at !== null}
            onTogglePause={address.at === null ? follow.togglePause : goLive}
            onClear={stream.clear}
            onExport={() => setDialog("export")}
            onShowKeys={() => openShellDialog("keys")}
          />
          {isWhole && (
            <Histogram
              {...{ workspace, filter, visible, ready }}
              following={!isPaused}
              isTable={page.get("chart") === "table"}
              onTable={(isTable) => setPage({ chart: isTable ? "table" : null }, { step: true })}
              onZoom={(fromMs, toMs) =>
                setFilter({ ...own, since: formatTimestamp(fromMs), until: formatTimestamp(toMs) })
              }
            />
          )}
          {address.at !== null && (
            <LookingBack
              cursor={address.at}
              onNewer={timeline.hasNewer ? () => shown[0] && setPage({ at: String(shown[0].cursor) }) : null}
              onLive={goLive}
            />
          )}
          {rows}
          <PickedBar workspace={workspace} picked={picked.events} onClear={picked.clear} />
        </section>
        {openId !== null && (
          <OpenEvent
            workspace={workspace}
            eventId={openId}
            tab={page.get("tab")}
            onTab={(tab) => setPage({ tab }, { step: true })}
            onOpen={open}
            onClose={close}
            onFilter={narrow}
            isPicked={(eventId) => picked.events.has(eventId)}
            onPick={picked.toggle}
          />
        )}
      </div>
      <TimelineDialogs {...{ dialog, workspace, filter }} onJump={jump} onClose={() => setDialog(null)} />
    </Searched>
  );
}

/** Rows that were jumped to are history: no stream is open for them. */
const notReading = { kind: "live" } as const;

function findByCursor(events: readonly AgentEvent[], cursor: number): AgentEvent | null {
  const event = events[countNewerThan(events, cursor)];
  return event?.cursor === cursor ? event : null;
}
