import { type InfiniteData, infiniteQueryOptions, type QueryClient } from "@tanstack/react-query";
import type { EventPage } from "../contract/query";
import { formatFilter, type TimelineFilter } from "../timeline/filter";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

export const timelinePageSize = 200;

/** So many events above a cursor that is jumped to are shown with it. */
const newerShown = 50;

/**
 * A page of history. `below`: it holds nothing itself, and the history goes on below this cursor. `newer`: there are more
 * events above it than came with it.
 */
export type TimelinePage = EventPage & { below?: number; newer?: boolean };

/** The key of all histories of a workspace. */
export const timelineKey = (workspace: string) => ["events", workspace] as const;

/**
 * The history under a filter (and above a cursor), newest first, page by page. It never goes stale: what comes after
 * the first page's `head` comes by the stream. A filter that was left is soon forgotten, so that coming back doesn't
 * replay for long. `around` begins it in the middle: a few events above that cursor, then downwards.
 */
export function timelineQuery(
  workspace: string,
  filter: TimelineFilter,
  { after = null, around = null }: { after?: number | null; around?: number | null } = {},
) {
  const params = formatFilter(filter);
  const newer = formatFilter(filter);
  if (after !== null) params.set("after", String(after));
  if (around !== null) params.set("before", String(around + 1));
  const key = params.toString();
  params.set("limit", String(timelinePageSize));
  const initialPageParam = inWorkspace(`/api/v1/events?${params}`, workspace);
  return infiniteQueryOptions({
    queryKey: [...timelineKey(workspace), key],
    queryFn: async ({ pageParam, signal }): Promise<TimelinePage> => {
      const read = (path: string) => apiFetch<EventPage>(path, { signal });
      if (around === null || pageParam !== initialPageParam) return read(pageParam);
      newer.set("order", "asc");
      newer.set("after", String(around));
      newer.set("limit", String(newerShown));
      const above = inWorkspace(`/api/v1/events?${newer}`, workspace);
      const [page, { events, has_more }] = await Promise.all([read(pageParam), read(above)]);
      return { ...page, events: [...events.toReversed(), ...page.events], newer: has_more };
    },
    initialPageParam,
    getNextPageParam: ({ next }) => (next === null ? null : inWorkspace(next, workspace)),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
    retry: 1,
  });
}

/** Lets go of a history's pages: it is then read again, when asked for, from below a cursor on. */
export function dropPages(client: QueryClient, query: ReturnType<typeof timelineQuery>, below: number): void {
  const { queryKey, initialPageParam } = query;
  const next = `${initialPageParam}&before=${below}`;
  client.setQueryData<InfiniteData<TimelinePage, string>>(queryKey, (held) => {
    const first = held?.pages[0];
    if (!first) return held;
    return { pages: [{ ...first, events: [], has_more: true, next, below }], pageParams: [initialPageParam] };
  });
}
