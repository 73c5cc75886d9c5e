import { type FilterResult, formatFilter, parseFilter, type TimelineFilter } from "./filter";

/** The values that a filter holds for a parameter, as they stand in an address; none where it doesn't narrow it. */
export function valuesOf(filter: TimelineFilter, field: keyof TimelineFilter): readonly string[] {
  const value = filter[field];
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}

/** The filter with other values for one parameter, none to lift it; judged as an address would be. */
export function withValues(filter: TimelineFilter, field: string, values: readonly string[]): FilterResult {
  const params = formatFilter(filter);
  params.delete(field);
  for (const value of values) params.append(field, value.replaceAll(",", "\\,"));
  return parseFilter(params);
}

/** One thing that a filter says: `project is checkout-api`, `type is not cache_*`; and the filter without it. */
export type FilterPart = {
  key: string;
  field: keyof TimelineFilter;
  relation: "is" | "is not" | "or worse" | "from" | "before" | "has";
  values: readonly string[];
  rest: TimelineFilter;
};

/** What a filter says, part by part, in the order of its address. An empty filter says nothing. */
export function partsOf(filter: TimelineFilter): FilterPart[] {
  const fields = [...formatFilter(filter).keys()] as (keyof TimelineFilter)[];
  return fields.flatMap((field) => {
    const values = valuesOf(filter, field);
    if (field !== "kinds") return [partOf(filter, { field, relation: relationOf(field), values, left: [] })];
    const excluded = values.filter((kind) => kind.startsWith("!"));
    const included = values.filter((kind) => !kind.startsWith("!"));
    return [
      partOf(filter, { field, relation: "is", values: included, left: excluded }),
      partOf(filter, { field, relation: "is not", values: excluded, left: included }),
    ].filter((part) => part.values.length > 0);
  });
}

function partOf(
  filter: TimelineFilter,
  { field, relation, values, left }: Pick<FilterPart, "field" | "relation" | "values"> & { left: readonly string[] },
): FilterPart {
  const { [field]: _, ...others } = filter;
  const rest = left.length === 0 ? others : { ...others, [field]: left };
  const shown = relation === "is not" ? values.map((value) => value.slice(1)) : values;
  return { key: `${field} ${relation}`, field, relation, values: shown, rest };
}

function relationOf(field: keyof TimelineFilter): FilterPart["relation"] {
  if (field === "q") return "has";
  if (field === "since") return "from";
  if (field === "until") return "before";
  return field === "min_severity" ? "or worse" : "is";
}
