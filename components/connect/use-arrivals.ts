import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { arrivalsQuery } from "@/lib/browser/arrivals-query";
import type { StreamState } from "@/lib/browser/stream-state";
import { useEventStream } from "@/lib/browser/use-event-stream";
import type { AgentEvent } from "@/lib/contract/event";
import type { Arrivals, Guide } from "./guide";

const newestShown = 3;

/** What has come of a guide's events: before the page was opened, and since, as it comes. */
export function useArrivals(
  workspace: string,
  { filter, expected }: Guide,
  onConnection: (connection: StreamState) => void,
) {
  const kinds = expected.map(({ kind }) => kind);
  const before = useQuery(arrivalsQuery(workspace, filter, kinds));
  const { events: since, connection } = useEventStream({
    workspace,
    filter,
    cursor: before.data ? before.data.head : null,
  });
  useEffect(() => onConnection(connection), [connection, onConnection]);
  const { data } = before;
  const arrived = useMemo(() => {
    const counted = new Map<string, { count: number; last: string; isMore: boolean }>();
    // Newest first, so the first of a kind is its last.
    const count = (events: readonly AgentEvent[], isMore: boolean) => {
      for (const { event_type, received_at } of events) {
        const known = counted.get(event_type);
        if (known) known.count += 1;
        else counted.set(event_type, { count: 1, last: received_at, isMore });
      }
    };
    count(since, false);
    count(data?.newest ?? [], data?.isMore ?? false);
    count(data?.rarer ?? [], true);
    return counted as Arrivals;
  }, [since, data]);
  const newest = [...since, ...(data?.newest ?? [])].slice(0, newestShown);
  return { arrived, newest, error: before.error, retry: () => void before.refetch() };
}
