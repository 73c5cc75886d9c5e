import type { AgentEvent } from "../contract/event";

/** What merging reads of an event. */
type Placed = Pick<AgentEvent, "cursor">;

/**
 * One list, newest first, out of pages of history and events that came live: strictly descending cursors, each once,
 * whatever the overlap. Costs one pass where the parts already follow one another, which is the rule.
 */
export function mergeEvents<E extends Placed>(live: readonly E[], pages: readonly (readonly E[])[]): E[] {
  const merged: E[] = [];
  let last = Number.POSITIVE_INFINITY;
  let inOrder = true;
  for (const part of [live, ...pages]) {
    for (const event of part) {
      inOrder &&= event.cursor < last;
      last = event.cursor;
      merged.push(event);
    }
  }
  if (inOrder) return merged;
  merged.sort((a, b) => b.cursor - a.cursor);
  return merged.filter((event, index) => event.cursor !== merged[index - 1]?.cursor);
}

/** How many events of a list, newest first, are newer than `cursor`; a binary search. */
export function countNewerThan(events: readonly Placed[], cursor: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.cursor ?? 0) > cursor) low = middle + 1;
    else high = middle;
  }
  return low;
}
