import type { AgentEvent } from "../contract/event";
import { type ExactField, exactFields } from "./filter";

/** The values that events carry in a filter's text field, most frequent first; none for any other field. */
export function seenValues(events: readonly AgentEvent[], field: string): string[] {
  if (!isExactField(field)) return [];
  const counts = new Map<string, number>();
  for (const event of events) {
    const value = event[field];
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value);
}

const isExactField = (field: string): field is ExactField => (exactFields as readonly string[]).includes(field);
