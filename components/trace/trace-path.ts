import type { AgentEvent } from "@/lib/contract/event";
import { instantOf } from "@/lib/timeline/agent-state";

/** How a trace came to a system: from which other one, when, and by which event. `isTold` where that event names its parent. */
export type TraceStep = {
  source: string;
  from: string | null;
  isTold: boolean;
  first: AgentEvent;
  atMs: number;
  count: number;
};

/** What an event without a source goes by. */
export const noSource = "unknown";

/**
 * The systems of a trace in the order in which it came to them. Where the first event of one doesn't say what it happened
 * inside of, it came from the system that was heard before it.
 */
export function tracePath(
  events: readonly AgentEvent[],
  tree: readonly { cursor: number; parent: number | null }[],
): TraceStep[] {
  const byCursor = new Map(events.map((event) => [event.cursor, event]));
  const parentOf = new Map(tree.map(({ cursor, parent }) => [cursor, parent]));
  const inTime = [...events].sort((a, b) => instantOf(a) - instantOf(b) || a.cursor - b.cursor);
  const steps = new Map<string, TraceStep>();
  for (const [index, event] of inTime.entries()) {
    const source = sourceOf(event);
    const step = steps.get(source);
    if (step) {
      step.count += 1;
      continue;
    }
    const parent = byCursor.get(parentOf.get(event.cursor) ?? 0);
    const isTold = parent !== undefined && sourceOf(parent) !== source;
    const before = isTold ? parent : inTime[index - 1];
    steps.set(source, {
      ...{ source, isTold, first: event, atMs: instantOf(event), count: 1 },
      from: before ? sourceOf(before) : null,
    });
  }
  return [...steps.values()];
}

/** The system that reported an event. */
export function sourceOf({ source }: Pick<AgentEvent, "source">): string {
  return source ?? noSource;
}
