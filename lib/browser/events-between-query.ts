import { queryOptions } from "@tanstack/react-query";
import type { EventPage } from "../contract/query";
import { formatFilter, type TimelineFilter } from "../timeline/filter";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

/** What fits a filter from one cursor to another, the newest first. */
export function eventsBetweenQuery(
  workspace: string,
  { filter, first, last, limit }: { filter: TimelineFilter; first: number; last: number; limit: number },
) {
  const params = formatFilter(filter);
  params.set("after", String(first - 1));
  params.set("before", String(last + 1));
  params.set("order", "desc");
  params.set("limit", String(limit));
  return queryOptions({
    queryKey: ["events-between", workspace, params.toString()],
    queryFn: ({ signal }) => apiFetch<EventPage>(inWorkspace(`/api/v1/events?${params}`, workspace), { signal }),
  });
}
