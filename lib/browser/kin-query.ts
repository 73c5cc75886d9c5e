import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { AgentEvent } from "../contract/event";
import type { EventPage } from "../contract/query";
import type { SessionDetail } from "../contract/session";
import type { EventStats } from "../contract/stats";
import type { TracePage } from "../contract/trace";
import { formatFilter } from "../timeline/filter";
import type { Kin } from "../timeline/kin";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

export type Neighbours = { events: AgentEvent[]; more: { before: boolean; after: boolean } };

/** The nearest events of the same session, task or trace, in cursor order, with the one that they are nearest to. */
export function neighboursQuery(
  workspace: string,
  kin: Kin,
  { event, before, after }: { event: AgentEvent; before: number; after: number },
) {
  return queryOptions({
    queryKey: ["neighbours", workspace, kin.field, kin.id, event.cursor, before, after],
    async queryFn({ signal }): Promise<Neighbours> {
      const page = (order: "asc" | "desc", bound: "after" | "before", limit: number) => {
        const params = paramsOf(kin, { order, [bound]: String(event.cursor), limit: String(limit) });
        return apiFetch<EventPage>(inWorkspace(`/api/v1/events?${params}`, workspace), { signal });
      };
      const [older, newer] = await Promise.all([page("desc", "before", before), page("asc", "after", after)]);
      return {
        events: [...older.events.reverse(), event, ...newer.events],
        more: { before: older.has_more, after: newer.has_more },
      };
    },
    // What goes on may have had more events since; what was shown stays until they are here.
    staleTime: 5_000,
    placeholderData: keepPreviousData,
  });
}

/** How many events a session, task or trace has; of the first and last a read model knows. */
export function kinCountQuery(workspace: string, kin: Kin) {
  return queryOptions({
    queryKey: ["kin-count", workspace, kin.field, kin.id],
    queryFn: ({ signal }) => countKin(workspace, kin, signal),
    staleTime: 5_000,
    retry: false,
  });
}

async function countKin(workspace: string, kin: Kin, signal: AbortSignal): Promise<number> {
  const ask = <T>(path: string) => apiFetch<T>(inWorkspace(path, workspace), { signal });
  const id = encodeURIComponent(kin.id);
  switch (kin.kind) {
    case "session":
      return (await ask<SessionDetail>(`/api/v1/sessions/${id}`)).counts.events;
    case "trace":
      return (await ask<TracePage>(`/api/v1/traces/${id}?limit=1`)).count;
    case "task":
      return (await ask<EventStats>(`/api/v1/events/stats?${paramsOf(kin, { bucket: "1d" })}`)).total;
  }
}

function paramsOf({ field, id }: Kin, rest: Record<string, string>): URLSearchParams {
  const params = formatFilter({ [field]: [id] });
  for (const [name, value] of Object.entries(rest)) params.set(name, value);
  return params;
}
