import { z } from "zod";
import { facetFields } from "./facet-fields";

/** Answer of `GET /api/v1/events/facets`: in all of the log, whatever a filter would say. */
export const eventFacets = z.object({
  facets: z.array(
    z.object({
      field: z.enum(facetFields),
      values: z
        .array(z.object({ value: z.string(), count: z.int().positive() }))
        .meta({ description: "The most frequent first; among equals by their text" }),
      has_more: z.boolean().meta({ description: "There are more values than limit" }),
    }),
  ),
});
export type EventFacets = z.infer<typeof eventFacets>;
