import type { Agent } from "../contract/agent";
import type { AgentEvent, JsonObject } from "../contract/event";
import { instantOf, kindOf } from "./agent-state";

/** Task counts aside, how long an agent's tasks took: from started to ended, else `duration_ms`. Milliseconds. */
export function projectTaskDurations(events: readonly AgentEvent[]): Pick<Agent["tasks"], "p50_ms" | "p95_ms"> {
  const startedMs = new Map<string, number>();
  const durations: number[] = [];
  for (const event of events) {
    const kind = kindOf(event);
    const task = event.task_id ?? "";
    if (kind === "task.started") startedMs.set(task, instantOf(event));
    if (kind !== "task.completed" && kind !== "task.failed") continue;
    const started = task === "" ? undefined : startedMs.get(task);
    const duration =
      started === undefined ? numberOf(event.metadata, "duration_ms", "durationMs") : instantOf(event) - started;
    if (duration !== null && duration >= 0) durations.push(duration);
    startedMs.delete(task);
  }
  durations.sort((a, b) => a - b);
  return { p50_ms: percentile(durations, 0.5), p95_ms: percentile(durations, 0.95) };
}

/** The budget as the newest `budget_updated` tells it, with what all of them together took; null without any. */
export function projectBudget(events: readonly AgentEvent[]): Agent["budget"] {
  let budget = null as Agent["budget"];
  for (const event of events) {
    if (kindOf(event) !== "budget.updated") continue;
    const read = (...names: string[]) => numberOf(event.metadata, ...names);
    const delta = read("delta");
    const taken = read("deducted") ?? (delta === null ? null : -delta);
    const spent: number | null = budget?.spent ?? null;
    budget = {
      remaining: read("remaining", "budget_remaining", "budgetRemaining"),
      limit: read("limit", "budget_limit", "budgetLimit") ?? budget?.limit ?? null,
      spent: taken !== null && taken > 0 ? (spent ?? 0) + taken : spent,
      unit: typeof event.metadata.unit === "string" ? event.metadata.unit : (budget?.unit ?? null),
    };
  }
  return budget;
}

function numberOf(metadata: JsonObject, ...names: string[]): number | null {
  for (const name of names) {
    const value = metadata[name];
    if (typeof value === "number") return value;
  }
  return null;
}

/** The nearest-rank percentile of ascending values. */
function percentile(ascending: readonly number[], share: number): number | null {
  return ascending[Math.max(0, Math.ceil(ascending.length * share) - 1)] ?? null;
}
