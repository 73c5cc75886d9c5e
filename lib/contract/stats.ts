import { z } from "zod";
import { severities } from "./event-form";

const counts = z.record(z.string(), z.int().positive());
const bySeverity = z.partialRecord(z.enum(severities), z.int().positive());

/** Values of one field that an answer lists at most: the most frequent. */
export const statsValuesMax = 1_000;

/** Answer of `GET /api/v1/events/stats`. Values without events are left out, and so are events without a value. */
export const eventStats = z.object({
  total: z.int().nonnegative(),
  by_type: counts,
  by_category: counts,
  by_status: counts,
  by_severity: bySeverity,
  by_source: counts,
  by_agent: z
    .array(z.object({ agent_id: z.string(), count: z.int().positive() }))
    .meta({ description: "The most frequent first" }),
  more: z
    .object({ types: z.int().nonnegative(), sources: z.int().nonnegative(), agents: z.int().nonnegative() })
    .meta({ description: `How many values there are beyond the ${statsValuesMax} most frequent, which are listed` }),
  bucket: z
    .enum(["1m", "5m", "1h", "1d"])
    .meta({ description: "The length of the series' buckets, which begin at UTC" }),
  series: z.array(z.object({ start: z.string(), total: z.int().nonnegative(), by_severity: bySeverity })).meta({
    description:
      "Oldest first, empty buckets included unless there were more than 2,000. Without `until` it ends with the present, and buckets after that are there if they have events, until the end of tomorrow",
  }),
  head: z.int().nonnegative().meta({ description: "The workspace's newest cursor that is counted" }),
});
export type EventStats = z.infer<typeof eventStats>;
