import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { AgentList } from "../contract/agent";
import type { AgentSeries } from "../contract/agent-series";
import type { AgentSeriesSpan } from "../contract/series-spans";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

const agentsPageSize = 100;
const seriesEveryMs = 15_000;

/** The workspace's agents, those that were archived included, newest activity first, page by page. */
export function agentsQuery(workspace: string) {
  return infiniteQueryOptions({
    queryKey: ["agents", workspace],
    queryFn: ({ pageParam, signal }) => apiFetch<AgentList>(pageParam, { signal }),
    initialPageParam: inWorkspace(`/api/v1/agents?limit=${agentsPageSize}`, workspace),
    getNextPageParam: ({ next }) => (next === null ? null : inWorkspace(next, workspace)),
  });
}

/** What each agent had of late, for all of them at once; read again while somebody looks. */
export function agentSeriesQuery(workspace: string, span: AgentSeriesSpan) {
  return queryOptions({
    queryKey: ["agent-series", workspace, span],
    queryFn: ({ signal }) =>
      apiFetch<AgentSeries>(inWorkspace(`/api/v1/agents/activity/series?span=${span}`, workspace), { signal }),
    refetchInterval: seriesEveryMs,
    placeholderData: (held) => held,
  });
}
