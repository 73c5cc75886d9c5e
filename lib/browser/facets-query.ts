import { queryOptions } from "@tanstack/react-query";
import type { FacetField } from "../contract/facet-fields";
import type { EventFacets } from "../contract/facets";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

const valuesMax = 200;
const staleMs = 60_000;

/** The most frequent values of some fields, to choose from. */
export function facetsQuery(workspace: string, fields: readonly FacetField[]) {
  return queryOptions({
    queryKey: ["facets", workspace, ...fields],
    queryFn: ({ signal }) => {
      const path = `/api/v1/events/facets?fields=${fields.join(",")}&limit=${valuesMax}`;
      return apiFetch<EventFacets>(inWorkspace(path, workspace), { signal });
    },
    staleTime: staleMs,
  });
}
