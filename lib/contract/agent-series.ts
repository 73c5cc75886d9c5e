import { z } from "zod";

/** How many agents an answer has series of at most: those with the most events in the span. */
export const agentSeriesMax = 500;

const counts = z.array(z.int().nonnegative());

/** Answer of `GET /api/v1/agents/activity/series`. Agents without events in the span are left out. */
export const agentSeries = z.object({
  start: z.string().meta({ description: "When the first bucket begins; the last one holds the present" }),
  bucket_ms: z.int().positive(),
  agents: z
    .array(
      z.object({
        agent_id: z.string(),
        events: counts.meta({ description: "By their own timestamps, oldest bucket first" }),
        errors: counts,
        denials: counts,
      }),
    )
    .meta({ description: "The most active first" }),
  more: z
    .int()
    .nonnegative()
    .meta({ description: `How many agents there are beyond the ${agentSeriesMax} listed` }),
  cursor: z
    .int()
    .nonnegative()
    .meta({ description: "Events up to this one are counted: it follows the log within 1 s" }),
});
export type AgentSeries = z.infer<typeof agentSeries>;
