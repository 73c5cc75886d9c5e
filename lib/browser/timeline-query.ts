import { infiniteQueryOptions } from "@tanstack/react-query";
import type { EventPage } from "../contract/query";
import { formatFilter, type TimelineFilter } from "../timeline/filter";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

export const timelinePageSize = 200;

/**
 * The history under a filter, newest first, page by page. It never goes stale: what comes after the first page's
 * `head` comes by the stream. A filter that was left is soon forgotten, so that coming back doesn't replay for long.
 */
export function timelineQuery(workspace: string, filter: TimelineFilter) {
  const params = formatFilter(filter);
  const key = params.toString();
  params.set("limit", String(timelinePageSize));
  return infiniteQueryOptions({
    queryKey: ["events", workspace, key],
    queryFn: ({ pageParam, signal }) => apiFetch<EventPage>(pageParam, { signal }),
    initialPageParam: inWorkspace(`/api/v1/events?${params}`, workspace),
    getNextPageParam: ({ next }) => (next === null ? null : inWorkspace(next, workspace)),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
    retry: 1,
  });
}
