import type { FacetField } from "@/lib/contract/facet-fields";
import type { EventFacets } from "@/lib/contract/facets";
import { type ModelsId, poolOf } from "./models";

type FacetRow = { field: FacetField; value: string; events: string };

/** The values of each field with the most events, of those that begin with `prefix` (in any case). */
export async function listFacets(
  models: ModelsId,
  { fields, prefix, limit }: { fields: readonly FacetField[]; prefix: string; limit: number },
): Promise<EventFacets> {
  const { rows } = await poolOf(models).query<FacetRow>({
    name: "list-facets",
    text: `SELECT f.field, v.value, v.events FROM unnest($2::text[]) AS f (field), LATERAL (
        SELECT value, events FROM facet_values
        WHERE workspace_id = $1 AND field = f.field AND starts_with(lower(value), lower($3))
        ORDER BY events DESC, value COLLATE "C" LIMIT $4
      ) v`,
    values: [models, fields, prefix, limit + 1],
  });
  return {
    facets: fields.map((field) => {
      const values = rows
        .filter((row) => row.field === field)
        .map(({ value, events }) => ({ value, count: Number(events) }));
      return { field, values: values.slice(0, limit), has_more: values.length > limit };
    }),
  };
}
