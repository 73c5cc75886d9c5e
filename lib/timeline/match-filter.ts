import type { AgentEvent } from "../contract/event";
import { type Severity, severities } from "../contract/event-form";
import { type ExactField, exactFields, type TimelineFilter } from "./filter";
import { compileSearch } from "./search/match-search";
import { requireSearch } from "./search/search-query";
import type { Searchable } from "./search/searched-values";

/** What the predicate reads of an event. */
export type Filterable = Pick<
  AgentEvent,
  ExactField | "event_type" | "category" | "status" | "severity" | "timestamp"
> &
  Searchable;

/** Compiles a filter (times fixed) to a predicate that agrees with the store for every event. */
export function compileFilter(filter: TimelineFilter): (event: Filterable) => boolean {
  const tests: ((event: Filterable) => boolean)[] = [];
  if (filter.kinds) {
    const { included, excluded } = splitKinds(filter.kinds);
    const byType = new Map<string, boolean>();
    tests.push(({ event_type }) => {
      let verdict = byType.get(event_type);
      if (verdict === undefined) {
        const matches = (pattern: string) => matchesPattern(event_type, pattern);
        verdict = (included.length === 0 || included.some(matches)) && !excluded.some(matches);
        // Types are few, but an emitter may invent them without end.
        if (byType.size < 10_000) byType.set(event_type, verdict);
      }
      return verdict;
    });
  }
  for (const field of exactFields) {
    const values = filter[field];
    if (values) tests.push(anyOf(values, (event) => event[field]));
  }
  if (filter.categories) tests.push(anyOf(filter.categories, (event) => event.category));
  if (filter.status) tests.push(anyOf(filter.status, (event) => event.status));
  if (filter.severity) tests.push(anyOf(filter.severity, (event) => event.severity));
  if (filter.min_severity) tests.push(anyOf(severitiesFrom(filter.min_severity), (event) => event.severity));
  const { since, until } = filter;
  if (since !== undefined) tests.push((event) => event.timestamp >= since);
  if (until !== undefined) tests.push((event) => event.timestamp < until);
  // Last, as it costs the most.
  if (filter.q !== undefined) tests.push(compileSearch(requireSearch(filter.q)));
  return (event) => tests.every((test) => test(event));
}

/** The patterns of `kinds`, without the `!`. */
export function splitKinds(kinds: readonly string[]): { included: string[]; excluded: string[] } {
  return {
    included: kinds.filter((kind) => !kind.startsWith("!")),
    excluded: kinds.filter((kind) => kind.startsWith("!")).map((kind) => kind.slice(1)),
  };
}

/** That severity and the worse ones. */
export function severitiesFrom(least: Severity): readonly Severity[] {
  return severities.slice(severities.indexOf(least));
}

/** Whether a type fits a pattern in which `*` is any run of characters; linear in both lengths for any pattern. */
export function matchesPattern(type: string, pattern: string): boolean {
  const [head = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return type === pattern;
  const tail = rest.pop() ?? "";
  if (type.length < head.length + tail.length || !type.startsWith(head) || !type.endsWith(tail)) return false;
  let from = head.length;
  for (const piece of rest) {
    const at = type.indexOf(piece, from);
    if (at === -1) return false;
    from = at + piece.length;
  }
  return from + tail.length <= type.length;
}

function anyOf<T>(values: readonly T[], read: (event: Filterable) => T | null) {
  const wanted = new Set<T | null>(values);
  return (event: Filterable) => wanted.has(read(event));
}
