import { queryOptions } from "@tanstack/react-query";
import type { AgentList } from "../contract/agent";
import type { EventPage } from "../contract/query";
import type { AgentState } from "../contract/states";
import type { EventStats } from "../contract/stats";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

/** Gently: agents' states come by their stream. A few events are read again sooner than counts of hours. */
const eventsAgainMs = 3_000;
const countsAgainMs = 10_000;
const denialsMax = 200;
const failuresShown = 6;

/** Agents that stand so, newest activity first; the hundred that were heard of last. */
export function standingAgentsQuery(workspace: string, states: readonly AgentState[]) {
  const path = standingAgentsPath(workspace, states);
  return queryOptions({
    queryKey: ["agents", workspace, "standing", states],
    queryFn: ({ signal }) => apiFetch<AgentList>(path, { signal }),
  });
}

export function standingAgentsPath(workspace: string, states: readonly AgentState[]): string {
  return inWorkspace(`/api/v1/agents?archived=false&limit=100&state=${states.join(",")}`, workspace);
}

/** What was denied within the last hour, the newest first. */
export function denialsQuery(workspace: string) {
  const path = inWorkspace(`/api/v1/events?status=denied&since=1h&order=desc&limit=${denialsMax}`, workspace);
  return queryOptions({
    queryKey: ["recent-denials", workspace],
    queryFn: ({ signal }) => apiFetch<EventPage>(path, { signal }),
    refetchInterval: eventsAgainMs,
  });
}

/** The newest failures of a day. */
export function failuresQuery(workspace: string) {
  const path = inWorkspace(`/api/v1/events?status=failure&since=24h&order=desc&limit=${failuresShown}`, workspace);
  return queryOptions({
    queryKey: ["recent-failures", workspace],
    queryFn: ({ signal }) => apiFetch<EventPage>(path, { signal }),
    refetchInterval: eventsAgainMs,
  });
}

/** Counts of a range that ends now, or of the one before it. */
export function rangeStatsQuery(workspace: string, { hours, before }: { hours: number; before: boolean }) {
  const range = before ? `since=${2 * hours}h&until=${hours}h` : `since=${hours}h`;
  return queryOptions({
    queryKey: ["range-stats", workspace, range],
    queryFn: ({ signal }) => apiFetch<EventStats>(inWorkspace(`/api/v1/events/stats?${range}`, workspace), { signal }),
    refetchInterval: before ? 6 * countsAgainMs : countsAgainMs,
    placeholderData: (held) => held,
  });
}
