import type { Budget, BudgetPoint } from "../contract/budget";
import type { AgentEvent } from "../contract/event";
import { kindOf } from "./event-kind";
import { timeOf } from "./event-time";
import { toldNumber, toldText } from "./told";

/** Longest unit of a budget, in characters. */
export const unitMax = 200;

/** An agent's budget, and each update in cursor order. */
export type BudgetCourse = { budget: Budget; points: BudgetPoint[] };

/** Budgets by agent as a log in cursor order tells them (contract §6); updates that name no agent tell none. */
export function projectBudgets(events: readonly AgentEvent[]): Map<string, BudgetCourse> {
  const courses = new Map<string, BudgetCourse>();
  for (const event of events) {
    const { agent_id, metadata, cursor } = event;
    if (kindOf(event) !== "budget.updated" || agent_id === null) continue;
    const { budget: before = null, points = [] } = courses.get(agent_id) ?? {};
    const limit = toldNumber(metadata, "limit") ?? toldNumber(metadata, "budget_limit");
    const remaining = toldNumber(metadata, "remaining") ?? toldNumber(metadata, "budget_remaining");
    const delta = toldNumber(metadata, "delta");
    const taken = toldNumber(metadata, "deducted") ?? (delta === null ? null : -delta);
    const spent = taken !== null && taken > 0 ? (before?.spent ?? 0) + taken : (before?.spent ?? null);
    const unit = toldText(metadata, "unit");
    const budget = {
      agent_id,
      remaining,
      limit: limit ?? before?.limit ?? null,
      spent,
      unit: (unit !== null && [...unit].length <= unitMax ? unit : null) ?? before?.unit ?? null,
      updates: (before?.updates ?? 0) + 1,
      last_seen: timeOf(event),
      cursor,
    };
    const point = { at: timeOf(event), remaining, limit, spent, min_remaining: remaining, max_remaining: remaining };
    courses.set(agent_id, { budget, points: [...points, { ...point, updates: 1 }] });
  }
  return courses;
}

/**
 * Points (ascending times) drawn together into stretches of `bucketMs` from the first one's time on: of each the last point,
 * with the least and the most that remained. Stretches without any are left out.
 */
export function drawTogether(points: readonly BudgetPoint[], bucketMs: number): BudgetPoint[] {
  const start = Date.parse(points[0]?.at ?? "");
  const buckets = new Map<number, BudgetPoint[]>();
  for (const point of points) {
    const index = Math.floor((Date.parse(point.at) - start) / bucketMs);
    buckets.set(index, [...(buckets.get(index) ?? []), point]);
  }
  return [...buckets.values()].map((own) => {
    const remaining = own.flatMap((point) => point.remaining ?? []);
    return {
      ...(own.at(-1) as BudgetPoint),
      min_remaining: remaining.length === 0 ? null : Math.min(...remaining),
      max_remaining: remaining.length === 0 ? null : Math.max(...remaining),
      updates: own.length,
    };
  });
}
