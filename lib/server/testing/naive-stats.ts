import type { EventStats } from "@/lib/contract/stats";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { compileFilter, type Filterable } from "@/lib/timeline/match-filter";
import { type Bucket, bucketMinutes, minuteOf, planSeries } from "@/lib/timeline/stats-series";

/** What the statistics of these events are, counted one by one; null as `readStats` has it. */
export function naiveStats(
  events: readonly Filterable[],
  filter: TimelineFilter,
  { bucket: asked, nowMs }: { bucket: Bucket | "auto"; nowMs: number },
): EventStats | null {
  const minutes = events.map(({ timestamp }) => minuteOf(timestamp));
  const firstMinute = minutes.length > 0 ? Math.min(...minutes) : null;
  const plan = planSeries({ since: filter.since, until: filter.until, firstMinute, nowMs, asked });
  if (!plan) return null;
  const matching = events.filter(compileFilter(filter));
  const countBy = (some: readonly Filterable[], read: (event: Filterable) => string | null) => {
    const counts: Record<string, number> = {};
    for (const event of some) {
      const value = read(event);
      if (value !== null) counts[value] = (counts[value] ?? 0) + 1;
    }
    return counts;
  };
  const length = bucketMinutes[plan.bucket];
  const startOf = (event: Filterable) => Math.floor(minuteOf(event.timestamp) / length) * length;
  const starts = new Set(matching.map(startOf).filter((start) => start >= plan.from && start < plan.later));
  if (!plan.isSparse) for (let start = plan.from; start < plan.to; start += length) starts.add(start);
  return {
    total: matching.length,
    by_type: countBy(matching, ({ event_type }) => event_type),
    by_category: countBy(matching, ({ category }) => category),
    by_status: countBy(matching, ({ status }) => status),
    by_severity: countBy(matching, ({ severity }) => severity),
    by_source: countBy(matching, ({ source }) => source),
    by_agent: Object.entries(countBy(matching, ({ agent_id }) => agent_id))
      .map(([agent_id, count]) => ({ agent_id, count }))
      .sort((a, b) => b.count - a.count || (a.agent_id < b.agent_id ? -1 : 1)),
    more: { types: 0, sources: 0, agents: 0 },
    bucket: plan.bucket,
    series: [...starts]
      .sort((a, b) => a - b)
      .map((start) => {
        const inside = matching.filter((event) => startOf(event) === start);
        return {
          start: `${new Date(start * 60_000).toISOString().slice(0, 19)}.000000Z`,
          total: inside.length,
          by_severity: countBy(inside, ({ severity }) => severity),
        };
      }),
    head: events.length,
  };
}
