import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useLayoutEffect, useMemo, useState } from "react";
import { filterOf } from "@/lib/browser/event-selection";
import { dropPages, timelineQuery } from "@/lib/browser/timeline-query";
import { type EventStreamProps, maxEventsDefault, useEventStream } from "@/lib/browser/use-event-stream";
import type { AgentEvent } from "@/lib/contract/event";
import type { EventPage } from "@/lib/contract/query";
import { formatFilter, parseFilter } from "@/lib/timeline/filter";
import { countNewerThan, mergeEvents } from "@/lib/timeline/merge";
import { type Marker, rowsOf } from "@/lib/timeline/rows";
import { useFollow } from "./use-follow";

/** While the top is followed nobody sees further down, and each batch need not lay out all that is loaded. */
const followedRowsMax = 2_000;

export type TimelineProps = Omit<EventStreamProps, "cursor" | "ceiling"> & {
  /** Only what came after it; without it the history goes back to the log's beginning. */
  cursor?: number | undefined;
  /** History around this cursor, without what comes live. */
  around?: number | null | undefined;
  /** False: nothing is read. */
  enabled?: boolean | undefined;
};

/**
 * History and live under one filter, as the rows that may be shown now and the count of events that wait. Live events
 * are held up to `maxEvents`, and history is loaded by itself up to as many; beyond it older events are asked for.
 */
export function useTimeline({
  cursor,
  around = null,
  enabled = true,
  maxEvents = maxEventsDefault,
  ...selection
}: TimelineProps) {
  const { workspace } = selection;
  const written = formatFilter(filterOf(selection)).toString();
  // The same filter stays the same object, whatever the one who asks makes of it.
  const filter = useMemo(() => {
    const parsed = parseFilter(new URLSearchParams(written));
    return parsed.ok ? parsed.filter : {};
  }, [written]);
  const [more, setMore] = useState({ written, times: 0 });
  const max = maxEvents * (1 + (more.written === written ? more.times : 0));

  const client = useQueryClient();
  const query = timelineQuery(workspace, filter, { after: cursor ?? null, around });
  const history = useInfiniteQuery({ ...query, enabled });
  const first = history.data?.pages[0];
  const follow = useFollow(filter);
  const { ceiling, lastPause } = follow;
  const stream = useEventStream({
    workspace,
    filter,
    cursor: enabled && around === null ? (first?.head ?? null) : null,
    maxEvents: max,
    ceiling,
  });
  const live = stream.events;
  useLayoutEffect(() => follow.tellNewest(Math.max(stream.newest, first?.events[0]?.cursor ?? 0)));

  // Pages that don't go on where the live events end would leave a hole between.
  const below = stream.below?.cursor ?? null;
  const isJoined = (first?.below ?? null) === below;
  const pages = (isJoined ? history.data?.pages : null) ?? noPages;
  const shown = useMemo(
    () => (ceiling === null ? mergeNewest(live, pages) : mergeAll(live, pages)),
    [ceiling, live, pages],
  );
  const historyWaiting = ceiling === null ? 0 : countNewerThan(shown, ceiling);
  const rows = useMemo(() => {
    const jumped: Marker[] = around === null ? [] : [{ kind: "jumped", cursor: around, at: 0 }];
    const markers = [...stream.markers, ...(lastPause ? [lastPause] : []), ...jumped].filter(
      // A marker above the ceiling belongs to what still waits, one below what is held to what was let go of.
      (marker) => (ceiling === null || marker.cursor < ceiling) && (isJoined || marker.cursor >= (below ?? 0)),
    );
    return rowsOf(shown.slice(historyWaiting), markers);
  }, [shown, historyWaiting, stream.markers, lastPause, around, ceiling, isJoined, below]);

  const holdsPages = history.data?.pages.some(({ events }) => events.length > 0) ?? false;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for the pages that are useless, not for each new query object.
  useEffect(() => {
    if (!isJoined && holdsPages) dropPages(client, query, nowhere);
  }, [isJoined, holdsPages]);

  /** More than is loaded by itself: as many events again may be held from now on. */
  const showEarlier = () => {
    if (below !== null && !isJoined) dropPages(client, query, below);
    setMore((now) => ({ written, times: (now.written === written ? now.times : 0) + 1 }));
    void history.fetchNextPage();
  };

  return {
    filter,
    history,
    stream,
    shown,
    rows,
    waiting: stream.waiting + historyWaiting,
    follow,
    floor: first?.floor ?? 1,
    /** Where history was jumped to: whether more is there above what is shown. */
    hasNewer: first?.newer ?? false,
    /** Nothing older is left to load. */
    isComplete: isJoined && !history.hasNextPage,
    /** Older events are there, but are loaded only when asked for; with how many may be held. */
    limit: !isJoined || shown.length >= max ? { max, cleared: stream.below?.by === "clearing" && !isJoined } : null,
    showEarlier,
  };
}

export type TimelineModel = ReturnType<typeof useTimeline>;

/** No cursor: pages that join nothing until older events are asked for. */
const nowhere = 0;
const noPages: readonly EventPage[] = [];

function mergeAll(live: readonly AgentEvent[], pages: readonly EventPage[]): AgentEvent[] {
  return mergeEvents(
    live,
    pages.map((page) => page.events),
  );
}

/** As `mergeAll`, of no more pages than the followed rows need. */
function mergeNewest(live: readonly AgentEvent[], pages: readonly EventPage[]): AgentEvent[] {
  const needed: EventPage[] = [];
  for (let count = live.length; count < followedRowsMax && needed.length < pages.length; ) {
    const page = pages[needed.length];
    if (!page) break;
    needed.push(page);
    count += page.events.length;
  }
  return mergeAll(live.slice(0, followedRowsMax), needed).slice(0, followedRowsMax);
}
