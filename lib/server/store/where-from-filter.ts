import { exactFields, type TimelineFilter } from "@/lib/timeline/filter";
import { severitiesFrom, splitKinds } from "@/lib/timeline/match-filter";

/** Values of a statement under construction: `bind` answers the placeholder of the value that it adds. */
export class Bindings {
  readonly values: unknown[] = [];

  bind(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/**
 * The filter (times fixed) as SQL conditions on events aliased `e`: the reading for PostgreSQL of what `compileFilter`
 * is in memory. All but `q`: what words a text has is not for SQL to say, see `event-search.ts`.
 */
export function whereFromFilter(filter: TimelineFilter, bindings: Bindings): string[] {
  if (filter.q !== undefined) throw new Error("a search is none of PostgreSQL's conditions");
  const conditions: string[] = [];
  const anyOf = (column: string, values: readonly string[]) => {
    if (values.length === 1) conditions.push(`e.${column} = ${bindings.bind(values[0])}`);
    else conditions.push(`e.${column} = ANY (${bindings.bind(values)}::text[])`);
  };
  if (filter.kinds) conditions.push(...kindConditions(filter.kinds, bindings));
  for (const field of exactFields) {
    const values = filter[field];
    if (values) anyOf(field, values);
  }
  if (filter.categories) anyOf("category", filter.categories);
  if (filter.status) anyOf("status", filter.status);
  if (filter.severity) anyOf("severity", filter.severity);
  if (filter.min_severity) anyOf("severity", severitiesFrom(filter.min_severity));
  if (filter.since !== undefined) conditions.push(`e.timestamp >= ${bindings.bind(filter.since)}::timestamptz`);
  if (filter.until !== undefined) conditions.push(`e.timestamp < ${bindings.bind(filter.until)}::timestamptz`);
  return conditions;
}

/** What `kinds` lets through, as conditions on the `event_type` of a table aliased `e`. */
export function kindConditions(kinds: readonly string[], bindings: Bindings): string[] {
  const { included, excluded } = splitKinds(kinds);
  const any = included.map((pattern) => kindCondition(pattern, bindings));
  return [
    ...(any.length > 0 ? [`(${any.join(" OR ")})`] : []),
    ...excluded.map((pattern) => `NOT ${kindCondition(pattern, bindings)}`),
  ];
}

function kindCondition(pattern: string, bindings: Bindings): string {
  if (!pattern.includes("*")) return `(e.event_type = ${bindings.bind(pattern)})`;
  // `_` and `\` mean something to LIKE and nothing here; `%` can't occur in a pattern.
  const like = pattern.replace(/[\\_]/g, "\\$&").replaceAll("*", "%");
  return `(e.event_type LIKE ${bindings.bind(like)})`;
}
