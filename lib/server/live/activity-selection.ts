import type { Agent } from "@/lib/contract/agent";
import { formatFilter, type TimelineFilter } from "@/lib/timeline/filter";

/** What a filter may say about agents, where it is not about events. */
export type ActivityFilter = Pick<TimelineFilter, "agent_id" | "source">;

/** Which agents a reader gets. Readers with the same `key` get the same bytes. */
export type ActivitySelection = {
  key: string;
  filter: ActivityFilter;
  matches: (agent: Pick<Agent, "agent_id" | "source">) => boolean;
};

export function activitySelectionOf(filter: ActivityFilter): ActivitySelection {
  const isAmong = (values: readonly string[] | undefined, value: string | null) =>
    values === undefined || (value !== null && values.includes(value));
  return {
    key: String(formatFilter(filter)),
    filter,
    matches: ({ agent_id, source }) => isAmong(filter.agent_id, agent_id) && isAmong(filter.source, source),
  };
}
