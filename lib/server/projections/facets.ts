import type { FacetField } from "@/lib/contract/facet-fields";
import { facetFields } from "@/lib/contract/facet-fields";
import type { Projection } from "./projection";

/** `GROUPING` has a bit for each field, the first one the highest; a set is the one field whose bit is clear. */
const bits = facetFields.map((field, place) => ({ field, bit: 2 ** (facetFields.length - 1 - place) }));
const all = 2 ** facetFields.length - 1;
const columns = facetFields.join(", ");
const pick = (of: (field: FacetField) => string) =>
  `CASE GROUPING(${columns}) ${bits.map(({ field, bit }) => `WHEN ${all - bit} THEN ${of(field)}`).join(" ")} END`;

/** How often each value of each field occurs in a range of the log. */
const counted = `SELECT counted.field, counted.value, counted.events FROM (
    SELECT ${pick((field) => `'${field}'`)} AS field, ${pick((field) => field)} AS value, count(*) AS events
    FROM events WHERE workspace_id = $1 AND cursor > $2 AND cursor <= $3
    GROUP BY GROUPING SETS (${facetFields.map((field) => `(${field})`).join(", ")})
  ) counted
  WHERE counted.value IS NOT NULL`;
const isCounted = "f.workspace_id = $1 AND f.field = c.field AND f.value = c.value";

/** How often each value of each field occurs in all of the log that was folded and is still kept. */
export const facetsProjection: Projection = {
  name: "facets",
  version: 1,
  tables: ["facet_values"],
  statements: [
    `INSERT INTO facet_values AS f (workspace_id, field, value, events)
      SELECT $1::int, c.field, c.value, c.events FROM (${counted}) c
      ON CONFLICT (workspace_id, field, value) DO UPDATE SET events = f.events + excluded.events`,
  ],
  async forget(client, { workspaceId, after, upTo }) {
    const values = [workspaceId, after, upTo];
    await client.query(
      `DELETE FROM facet_values f USING (${counted}) c WHERE ${isCounted} AND f.events <= c.events`,
      values,
    );
    await client.query(
      `UPDATE facet_values f SET events = f.events - c.events FROM (${counted}) c WHERE ${isCounted}`,
      values,
    );
  },
};
