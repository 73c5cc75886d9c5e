import { queryOptions } from "@tanstack/react-query";
import type { AgentEvent } from "../contract/event";
import type { EventPage } from "../contract/query";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

/** The event at a cursor; null where it is no longer kept. */
export function eventAtQuery(workspace: string, cursor: number) {
  const path = inWorkspace(`/api/v1/events?order=asc&after=${cursor - 1}&before=${cursor + 1}&limit=1`, workspace);
  return queryOptions({
    queryKey: ["event-at", workspace, cursor],
    queryFn: async ({ signal }): Promise<AgentEvent | null> =>
      (await apiFetch<EventPage>(path, { signal })).events[0] ?? null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
