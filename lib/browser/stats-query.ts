import { queryOptions } from "@tanstack/react-query";
import type { EventStats } from "../contract/stats";
import { formatFilter, type TimelineFilter } from "../timeline/filter";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

/** With how long the answer took, which says how often it may be asked for. */
export type TimedStats = { stats: EventStats; tookMs: number };

/** The statistics of what a filter finds. */
export function statsQuery(workspace: string, filter: TimelineFilter) {
  const params = formatFilter(filter).toString();
  return queryOptions({
    queryKey: ["stats", workspace, params],
    queryFn: async ({ signal }): Promise<TimedStats> => {
      const askedAt = performance.now();
      const stats = await apiFetch<EventStats>(inWorkspace(`/api/v1/events/stats?${params}`, workspace), { signal });
      return { stats, tookMs: performance.now() - askedAt };
    },
    staleTime: 1_000,
    gcTime: 30_000,
    retry: 1,
  });
}

const pauseMs = { least: 3_000, most: 60_000 };

/** Statistics that keep up with the log, and rest for twenty times as long as the last answer took. */
export function keepingUp(data: TimedStats | undefined): number {
  return Math.min(pauseMs.most, Math.max(pauseMs.least, 20 * (data?.tookMs ?? 0)));
}
