import { queryOptions } from "@tanstack/react-query";
import type { AgentEvent } from "../contract/event";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

/** One event by its id, for a link to an event that the page hasn't loaded. Events don't change. */
export function eventQuery(workspace: string, eventId: string) {
  return queryOptions({
    queryKey: ["event", workspace, eventId],
    queryFn: ({ signal }) =>
      apiFetch<AgentEvent>(inWorkspace(`/api/v1/events/${encodeURIComponent(eventId)}`, workspace), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
