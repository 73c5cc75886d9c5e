import { z } from "zod";

const text = z.string().nullable();
const amount = z.number().nullable();

/** An agent's budget as its newest update tells it. Instants are RFC 3339 UTC. */
export const budget = z.object({
  agent_id: z.string(),
  remaining: amount.meta({ description: "Of the newest update; null where that tells none" }),
  limit: amount.meta({ description: "Of the newest update that tells one" }),
  spent: amount.meta({ description: "What all updates took together; top-ups don't count" }),
  unit: text,
  updates: z.int(),
  last_seen: z.string().meta({ description: "When the newest update happened" }),
  cursor: z.int().meta({ description: "The newest update" }),
});
export type Budget = z.infer<typeof budget>;

/** Answer of `GET /api/v1/budgets`. */
export const budgetList = z.object({ budgets: z.array(budget), has_more: z.boolean(), next: text });
export type BudgetList = z.infer<typeof budgetList>;

/** How many points a series has at most, and where nothing else is asked for. */
export const budgetPointsMax = 1_000;
export const budgetPointsDefault = 500;

/** One update; or, in a series that is drawn together, all of a stretch of time: the last of them, and the span of `remaining`. */
export const budgetPoint = z.object({
  at: z.string().meta({ description: "When the last update in it happened" }),
  remaining: amount,
  limit: amount,
  spent: amount.meta({ description: "What all updates up to it took together" }),
  min_remaining: amount,
  max_remaining: amount,
  updates: z.int().meta({ description: "How many updates it stands for" }),
});
export type BudgetPoint = z.infer<typeof budgetPoint>;

/** Answer of `GET /api/v1/budgets/{agent_id}`. */
export const budgetSeries = budget.extend({
  series: z.array(budgetPoint).meta({ description: "In the order of their times" }),
  bucket_ms: z.number().nullable().meta({
    description: "How long a stretch of time each point stands for; null where each is one update",
  }),
});
export type BudgetSeries = z.infer<typeof budgetSeries>;
