import type { EventStats } from "../contract/stats";
import type { TimelineFilter } from "./filter";

/** The fields by which statistics are broken down, each the filter's parameter. */
export const breakdownFields = ["kinds", "categories", "source", "agent_id", "status", "severity"] as const;
export type BreakdownField = (typeof breakdownFields)[number];

/** A value of a field, how often it occurs now and, where there is a period before, how often it did then. */
export type BreakdownLine = { value: string; now: number; before: number | null };

/**
 * The values of a field that occur in either period, the most frequent now first, then by what they were before; equals by
 * their text.
 */
export function breakDown(field: BreakdownField, now: EventStats, before: EventStats | null): BreakdownLine[] {
  const counts = countsOf(field, now);
  const then = before && countsOf(field, before);
  return [...new Set([...counts.keys(), ...(then?.keys() ?? [])])]
    .map((value) => ({ value, now: counts.get(value) ?? 0, before: then ? (then.get(value) ?? 0) : null }))
    .sort((a, b) => b.now - a.now || (b.before ?? 0) - (a.before ?? 0) || (a.value < b.value ? -1 : 1));
}

/** How many values there are beyond those that the answer lists. */
export function unlisted(field: BreakdownField, { more }: EventStats): number {
  return field === "kinds" ? more.types : field === "source" ? more.sources : field === "agent_id" ? more.agents : 0;
}

/** The filter that finds what a line counts. */
export function filterOfLine(filter: TimelineFilter, field: BreakdownField, value: string): TimelineFilter {
  return { ...filter, [field]: [value] };
}

function countsOf(field: BreakdownField, stats: EventStats): Map<string, number> {
  switch (field) {
    case "kinds":
      return new Map(Object.entries(stats.by_type));
    case "categories":
      return new Map(Object.entries(stats.by_category));
    case "source":
      return new Map(Object.entries(stats.by_source));
    case "agent_id":
      return new Map(stats.by_agent.map(({ agent_id, count }) => [agent_id, count]));
    case "status":
      return new Map(Object.entries(stats.by_status));
    case "severity":
      return new Map(Object.entries(stats.by_severity));
  }
}
