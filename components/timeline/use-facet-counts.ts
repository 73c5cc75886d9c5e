import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { facetValuesQuery } from "@/lib/browser/facet-values-query";
import { keepingUp, statsQuery } from "@/lib/browser/stats-query";
import type { EventStats } from "@/lib/contract/stats";
import { formatFilter, type TimelineFilter } from "@/lib/timeline/filter";

/** `others`: how many more values there are, null where it isn't known how many. */
export type FacetCounts = { values: readonly { value: string; count: number }[]; others: number | null };

const countedByStats = ["categories", "status", "severity", "agent_id", "source", "kinds"] as const;
const countedInAll = ["project", "operation"] as const;
export type FacetField = (typeof countedByStats)[number] | (typeof countedInAll)[number];

/**
 * The values of each facet with how many events they have: within the filter, its own field aside, so that what else
 * could be chosen there is counted too. Projects and operations are counted in all of the log.
 */
export function useFacetCounts(
  workspace: string,
  filter: TimelineFilter,
  { following, ready }: { following: boolean; ready: boolean },
) {
  const gently = {
    enabled: ready,
    placeholderData: keepPreviousData,
    refetchInterval: following
      ? ({ state }: { state: { data?: Parameters<typeof keepingUp>[0] } }) => keepingUp(state.data)
      : false,
  } as const;
  const within = useQuery({ ...statsQuery(workspace, filter), ...gently });
  const narrowed = countedByStats.filter((field) => filter[field] !== undefined);
  const besides = useQueries({
    queries: narrowed.map((field) => ({ ...statsQuery(workspace, without(filter, field)), ...gently })),
  });
  const projects = useQuery(facetValuesQuery(workspace, "project"));
  const operations = useQuery(facetValuesQuery(workspace, "operation"));

  return (field: FacetField): FacetCounts | null => {
    if (field === "project" || field === "operation") {
      const { data } = field === "project" ? projects : operations;
      return data ? { values: data.values, others: data.hasMore ? null : 0 } : null;
    }
    const place = narrowed.indexOf(field);
    const { data } = place === -1 ? within : (besides[place] ?? within);
    return data ? countsOf(data.stats, field) : null;
  };
}

/** Whether counts of this field tell less than the filter's: they are of all the log. */
export function isCountedInAll(field: FacetField, filter: TimelineFilter): boolean {
  return countedInAll.some((one) => one === field) && formatFilter(without(filter, field)).size > 0;
}

function without(filter: TimelineFilter, field: keyof TimelineFilter): TimelineFilter {
  const { [field]: _, ...rest } = filter;
  return rest;
}

function countsOf(stats: EventStats, field: (typeof countedByStats)[number]): FacetCounts {
  switch (field) {
    case "agent_id":
      return {
        values: stats.by_agent.map(({ agent_id, count }) => ({ value: agent_id, count })),
        others: stats.more.agents,
      };
    case "source":
      return { values: ranked(stats.by_source), others: stats.more.sources };
    case "kinds":
      return { values: ranked(stats.by_type), others: stats.more.types };
    case "categories":
      return { values: ranked(stats.by_category), others: 0 };
    case "status":
      return { values: ranked(stats.by_status), others: 0 };
    case "severity":
      return { values: ranked(stats.by_severity), others: 0 };
  }
}

function ranked(counts: Readonly<Record<string, number>>) {
  return Object.entries(counts)
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count);
}
