import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { timelineQuery } from "@/lib/browser/timeline-query";
import { useEventStream } from "@/lib/browser/use-event-stream";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { countNewerThan, mergeEvents } from "@/lib/timeline/merge";
import { rowsOf } from "@/lib/timeline/rows";
import { useFollow } from "./use-follow";

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
  const history = useInfiniteQuery({ ...timelineQuery(workspace, filter), enabled });
  const pages = history.data?.pages;
  const first = pages?.[0];
  const stream = useEventStream({ workspace, filter, cursor: enabled ? (first?.head ?? null) : null });
  const events = useMemo(
    () =>
      mergeEvents(
        stream.events,
        (pages ?? []).map((page) => page.events),
      ),
    [stream.events, pages],
  );
  const follow = useFollow(events[0]?.cursor ?? first?.head ?? 0);
  const { ceiling, lastPause } = follow;
  const waiting = ceiling === null ? 0 : countNewerThan(events, ceiling);
  const rows = useMemo(() => {
    const markers = lastPause ? [...stream.markers, lastPause] : stream.markers;
    const shown = waiting === 0 ? events : events.slice(waiting);
    // A marker above the ceiling belongs to what still waits.
    return rowsOf(shown, ceiling === null ? markers : markers.filter((marker) => marker.cursor < ceiling));
  }, [events, waiting, stream.markers, lastPause, ceiling]);
  return { history, stream, events, rows, waiting, follow, floor: first?.floor ?? 1, head: first?.head ?? 0 };
}

export type TimelineModel = ReturnType<typeof useTimeline>;
