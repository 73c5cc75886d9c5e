import { queryOptions } from "@tanstack/react-query";
import type { EventStats } from "../contract/stats";
import { formatFilter, type TimelineFilter } from "../timeline/filter";
import { type Period, periodOf } from "../timeline/period-before";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

/** Statistics of a range, and of as long a time before it. */
export type PeriodStats = { period: Period; now: EventStats; before: EventStats | null };

export function periodStatsQuery(workspace: string, filter: TimelineFilter) {
  return queryOptions({
    queryKey: ["period-stats", workspace, formatFilter(filter).toString()],
    async queryFn({ signal }): Promise<PeriodStats> {
      const read = (wanted: TimelineFilter, bucket: EventStats["bucket"] | "auto") => {
        const params = formatFilter(wanted);
        params.set("bucket", bucket);
        return apiFetch<EventStats>(inWorkspace(`/api/v1/events/stats?${params}`, workspace), { signal });
      };
      const period = periodOf(filter, Date.now());
      const now = await read(period.filter, "auto");
      return { period, now, before: period.before && (await read(period.before, now.bucket)) };
    },
    // What has ended hardly changes; what goes on is looked at again.
    refetchInterval: filter.until === undefined ? 15_000 : false,
  });
}
