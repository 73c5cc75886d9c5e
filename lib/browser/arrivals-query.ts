import { queryOptions } from "@tanstack/react-query";
import type { AgentEvent } from "../contract/event";
import type { EventPage } from "../contract/query";
import { formatFilter, type TimelineFilter } from "../timeline/filter";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

const pageSize = 200;

/** The newest events under a filter, and the newest of each kind that is rarer than these. */
export type Arrived = { head: number; newest: AgentEvent[]; rarer: AgentEvent[]; isMore: boolean };

/** What came before the page was opened; what comes after `head` comes by the stream. */
export const arrivalsQuery = (workspace: string, filter: TimelineFilter, kinds: readonly string[]) =>
  queryOptions({
    queryKey: ["arrivals", workspace, formatFilter(filter).toString()],
    async queryFn({ signal }): Promise<Arrived> {
      const read = (wanted: TimelineFilter) => {
        const params = formatFilter(wanted);
        params.set("limit", String(pageSize));
        return apiFetch<EventPage>(inWorkspace(`/api/v1/events?${params}`, workspace), { signal });
      };
      const { events, has_more, head } = await read(filter);
      const there = new Set(events.map(({ event_type }) => event_type));
      const rare = kinds.filter((kind) => !there.has(kind));
      const rarer = has_more && rare.length > 0 ? (await read({ ...filter, kinds: rare })).events : [];
      return { head, newest: events, rarer: rarer.filter(({ cursor }) => cursor <= head), isMore: has_more };
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
