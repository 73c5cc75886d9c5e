import { categories } from "../contract/categories";
import { severities } from "../contract/event-form";
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
    const leftOut = field === "kinds" ? [] : excludedIn(filter, field);
    if (leftOut.length > 0) return [partOf(filter, { field, relation: "is not", values: leftOut, left: [] })];
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
  const shown = field === "kinds" && relation === "is not" ? values.map((value) => value.slice(1)) : values;
  return { key: `${field} ${relation}`, field, relation, values: shown, rest };
}

function relationOf(field: keyof TimelineFilter): FilterPart["relation"] {
  if (field === "q") return "has";
  if (field === "since") return "from";
  if (field === "until") return "before";
  return field === "min_severity" ? "or worse" : "is";
}

/** The values that a filter chooses of a field; none where it only leaves some out. */
export function chosenIn(filter: TimelineFilter, field: keyof TimelineFilter): readonly string[] {
  if (excludedIn(filter, field).length > 0 && field !== "kinds") return [];
  return valuesOf(filter, field).filter((value) => field !== "kinds" || !value.startsWith("!"));
}

/** The values that a filter leaves out: of types by name, of a fixed set where it chooses nearly all others. */
export function excludedIn(filter: TimelineFilter, field: keyof TimelineFilter): readonly string[] {
  const values = valuesOf(filter, field);
  if (field === "kinds") return values.filter((kind) => kind.startsWith("!")).map((kind) => kind.slice(1));
  const all = wholeSets[field];
  if (all === undefined || values.length === 0) return [];
  const left = all.filter((value) => !values.includes(value));
  return left.length * 4 <= all.length ? left : [];
}

/**
 * The filter after a choice of one value: `only` it (lifted again where it was alone), `toggle` it among those chosen, or
 * `exclude` it. A fixed set has no exclusion of its own: all other values are chosen.
 */
export function chooseValue(
  filter: TimelineFilter,
  field: keyof TimelineFilter,
  value: string,
  choice: "only" | "toggle" | "exclude",
): FilterResult {
  const chosen = chosenIn(filter, field);
  const excluded = excludedIn(filter, field);
  const all = wholeSets[field];
  if (field !== "kinds" && all && (choice === "exclude" || (choice === "toggle" && excluded.length > 0))) {
    const left = toggled(excluded, value);
    return withValues(filter, field, left.length === 0 ? [] : all.filter((one) => !left.includes(one)));
  }
  const left = choice === "exclude" ? toggled(excluded, value) : excluded.filter((one) => one !== value);
  const taken = choice === "exclude" ? chosen.filter((one) => one !== value) : toggled(chosen, value);
  const isAlone = chosen.length === 1 && chosen[0] === value;
  const next = choice === "only" ? (isAlone ? [] : [value]) : taken;
  return withValues(filter, field, field === "kinds" ? [...next, ...left.map((kind) => `!${kind}`)] : next);
}

/** Fields whose every event has one of a few values: what isn't chosen is left out. */
const wholeSets: Partial<Record<keyof TimelineFilter, readonly string[]>> = { categories, severity: severities };

function toggled(values: readonly string[], value: string): readonly string[] {
  return values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
}
