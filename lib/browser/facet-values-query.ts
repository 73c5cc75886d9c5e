import { queryOptions } from "@tanstack/react-query";
import type { FacetField } from "../contract/facet-fields";
import type { EventFacets } from "../contract/facets";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

const valuesMax = 50;

/** The most frequent values of a field in all of the log, of those that begin with a text. */
export function facetValuesQuery(workspace: string, field: FacetField, prefix = "") {
  const params = new URLSearchParams({ fields: field, limit: String(valuesMax), ...(prefix ? { value: prefix } : {}) });
  return queryOptions({
    queryKey: ["facet values", workspace, field, prefix],
    queryFn: async ({ signal }) => {
      const address = inWorkspace(`/api/v1/events/facets?${params}`, workspace);
      const [facet] = (await apiFetch<EventFacets>(address, { signal })).facets;
      return { values: facet?.values ?? [], hasMore: facet?.has_more ?? false };
    },
    staleTime: 10_000,
  });
}
