import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { EventFacets } from "../contract/facets";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

const idsMax = 10;

/** The ids of agents that begin so, in any case; those with the most events first. */
export function agentIdsQuery(workspace: string, beginning: string) {
  const asked = new URLSearchParams({ fields: "agent_id", value: beginning, limit: String(idsMax) });
  return queryOptions({
    queryKey: ["agent-ids", workspace, beginning],
    queryFn: async ({ signal }): Promise<string[]> => {
      const path = inWorkspace(`/api/v1/events/facets?${asked}`, workspace);
      const { facets } = await apiFetch<EventFacets>(path, { signal });
      return facets.flatMap(({ values }) => values.map(({ value }) => value));
    },
    enabled: beginning !== "",
    placeholderData: keepPreviousData,
  });
}
