import { infiniteQueryOptions } from "@tanstack/react-query";
import type { AgentList } from "../contract/agent";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

const agentsPageSize = 100;

/** The workspace's agents, newest activity first, page by page; those that were archived aside. */
export function agentsQuery(workspace: string) {
  return infiniteQueryOptions({
    queryKey: ["agents", workspace],
    queryFn: ({ pageParam, signal }) => apiFetch<AgentList>(pageParam, { signal }),
    initialPageParam: inWorkspace(`/api/v1/agents?archived=false&limit=${agentsPageSize}`, workspace),
    getNextPageParam: ({ next }) => (next === null ? null : inWorkspace(next, workspace)),
  });
}
