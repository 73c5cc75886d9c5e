import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { EventPage } from "../contract/query";
import { formatFilter } from "../timeline/filter";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";
import { useEventStream } from "./use-event-stream";

/** A session's events are held to be played back, up to so many; of one with more, a part at a time. */
const sessionEventsMax = 20_000;
const pageSize = 1_000;

function sessionEventsQuery(workspace: string, sessionId: string, after: number | null) {
  const params = formatFilter({ session_id: [sessionId] });
  params.set("order", "asc");
  if (after !== null) params.set("after", String(after));
  params.set("limit", String(pageSize));
  return infiniteQueryOptions({
    queryKey: ["session-events", workspace, sessionId, after],
    queryFn: ({ pageParam, signal }) => apiFetch<EventPage>(pageParam, { signal }),
    initialPageParam: inWorkspace(`/api/v1/events?${params}`, workspace),
    getNextPageParam: ({ next }) => (next === null ? null : inWorkspace(next, workspace)),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
  });
}

const noPages: readonly EventPage[] = [];

/** A session's events after a cursor, or all, in the order of the log, page by page, and then what comes live. */
export function useSessionEvents(workspace: string, sessionId: string, after: number | null) {
  const history = useInfiniteQuery(sessionEventsQuery(workspace, sessionId, after));
  const { data, hasNextPage, isFetching, isError, fetchNextPage, refetch } = history;
  const pages = data?.pages ?? noPages;
  const readCount = pages.reduce((sum, page) => sum + page.events.length, 0);
  const isFull = readCount >= sessionEventsMax;
  // All that is drawn is drawn anew with more events: so while they are read, only when they are twice as many.
  const isReading = hasNextPage && !isFull && !isError;
  const shown = isReading ? 2 ** Math.floor(Math.log2(pages.length)) : pages.length;
  // A page that is there stays as it is.
  const read = useMemo(
    () => pages.slice(0, shown).flatMap(({ events }) => events),
    [shown, pages[0], pages[shown - 1]],
  );
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError && !isFull) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, isFull, fetchNextPage]);

  const last = data?.pages.at(-1);
  const isWhole = last !== undefined && !hasNextPage;
  const stream = useEventStream({ workspace, sessionId, cursor: isWhole ? last.head : null });
  // More came than a stream holds: only the log has all of it.
  const isBehind = stream.below !== null;
  useEffect(() => {
    if (isBehind) void refetch();
  }, [isBehind, refetch]);

  const live = stream.events;
  const events = useMemo(() => {
    const newest = read.at(-1)?.cursor ?? 0;
    return [...read, ...live.filter(({ cursor }) => cursor > newest).reverse()];
  }, [read, live]);
  return {
    events,
    readCount,
    history,
    isFull: isFull && hasNextPage,
    isLoading: !isWhole && !isFull,
    connection: stream.connection,
  };
}
