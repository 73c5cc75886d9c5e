import { type QueryClient, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { timelineQuery } from "@/lib/browser/timeline-query";
import { useEventStream } from "@/lib/browser/use-event-stream";
import type { AgentEvent } from "@/lib/contract/event";
import type { EventPage } from "@/lib/contract/query";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { countNewerThan, mergeEvents } from "@/lib/timeline/merge";
import { rowsOf } from "@/lib/timeline/rows";
import { useFollow } from "./use-follow";

/** While the top is followed nobody sees further down, and each batch need not lay out all that is loaded. */
const followedRowsMax = 2_000;
/** Past this many live events, a page that is only followed begins anew from the log, so that it can stay open for weeks. */
const liveEventsMax = 50_000;

/** History and live under one filter, as the rows that may be shown now and the count of events that wait. */
export function useTimeline({
  workspace,
  filter,
  enabled,
}: {
  workspace: string;
  filter: TimelineFilter;
  enabled: boolean;
}) {
  const query = timelineQuery(workspace, filter);
  const history = useInfiniteQuery({ ...query, enabled });
  const pages = history.data?.pages ?? noPages;
  const first = pages[0];
  const stream = useEventStream({ workspace, filter, cursor: enabled ? (first?.head ?? null) : null });
  const live = stream.events;
  const follow = useFollow(live[0]?.cursor ?? first?.events[0]?.cursor ?? first?.head ?? 0, filter);
  const { ceiling, lastPause } = follow;
  const liveWaiting = ceiling === null ? 0 : countNewerThan(live, ceiling);
  const liveShown = live.length - liveWaiting;

  // biome-ignore lint/correctness/useExhaustiveDependencies: below the ceiling the live list stands still, and then so must the rows.
  const shown = useMemo(
    () => (ceiling === null ? mergeNewest(live, pages) : mergeAll(live.slice(liveWaiting), pages)),
    [ceiling, liveShown, live[liveWaiting], pages],
  );
  const historyWaiting = ceiling === null ? 0 : countNewerThan(shown, ceiling);
  const rows = useMemo(() => {
    const markers = lastPause ? [...stream.markers, lastPause] : stream.markers;
    if (ceiling === null) return rowsOf(shown, markers);
    // A marker above the ceiling belongs to what still waits.
    return rowsOf(
      shown.slice(historyWaiting),
      markers.filter((marker) => marker.cursor < ceiling),
    );
  }, [shown, historyWaiting, stream.markers, lastPause, ceiling]);

  const client = useQueryClient();
  const isOverfull = ceiling === null && live.length > liveEventsMax;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once each time it overflows, not for each new query object.
  useEffect(() => {
    if (isOverfull) void beginAnew(client, query.queryKey);
  }, [isOverfull]);

  return { history, stream, shown, rows, waiting: liveWaiting + historyWaiting, follow, floor: first?.floor ?? 1 };
}

export type TimelineModel = ReturnType<typeof useTimeline>;

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

/** Keeps the first page until its successor is there, so that the rows in view stay. */
async function beginAnew(client: QueryClient, queryKey: ReturnType<typeof timelineQuery>["queryKey"]): Promise<void> {
  client.setQueryData(
    queryKey,
    (held) => held && { pages: held.pages.slice(0, 1), pageParams: held.pageParams.slice(0, 1) },
  );
  await client.refetchQueries({ queryKey });
}
