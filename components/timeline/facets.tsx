import { CategoryTile } from "@/components/ui/category-tile";
import { OutcomeIcon } from "@/components/ui/outcome-icon";
import { categories } from "@/lib/contract/categories";
import { severities } from "@/lib/contract/event-form";
import { chooseValue, chosenIn, excludedIn, withValues } from "@/lib/timeline/edit-filter";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { Facet, type FacetValue } from "./facet";
import { faultWords, type ValueLabel } from "./filter-words";
import { MoreValues } from "./more-values";
import { type FacetField, isCountedInAll, useFacetCounts } from "./use-facet-counts";

/** What needs looking at first. */
const outcomes = ["denied", "failure", "success"] as const;
const listedMax = 5;

type FacetsProps = {
  workspace: string;
  filter: TimelineFilter;
  following: boolean;
  /** The rows are there: until then nothing is counted, as rows come first. */
  ready: boolean;
  labelOf: ValueLabel;
  additive: boolean;
  onChange: (filter: TimelineFilter) => void;
};

/** The quick filters: the values of each field with how many events they have. */
export function Facets({ workspace, filter, following, ready, labelOf, additive, onChange }: FacetsProps) {
  const countsOf = useFacetCounts(workspace, filter, { following, ready });

  const facet = (field: FacetField) => ({
    chosen: chosenIn(filter, field),
    excluded: excludedIn(filter, field),
    label: (value: string) => labelOf(field, value),
    note: isCountedInAll(field, filter) ? "in all" : undefined,
    canExclude: field === "kinds" || field === "categories" || field === "severity",
    additive,
    onChoose: (value: string, choice: "only" | "toggle" | "exclude") => {
      const result = chooseValue(filter, field, value, choice);
      if (result.ok) onChange(result.filter);
    },
    onClear: () => {
      const result = withValues(filter, field, []);
      if (result.ok) onChange(result.filter);
    },
  });
  /** A fixed set: all of it is there, whatever happened. */
  const fixed = (field: FacetField, all: readonly string[]) => {
    const counts = countsOf(field);
    const countOf = (value: string) => counts?.values.find((one) => one.value === value)?.count ?? 0;
    return { ...facet(field), values: all.map((value) => ({ value, count: counts ? countOf(value) : null })) };
  };
  /** The most frequent values, and those that are chosen; the others for the asking. */
  const open = (field: FacetField) => {
    const counts = countsOf(field);
    const props = facet(field);
    const shown: FacetValue[] = (counts?.values ?? []).slice(0, listedMax);
    for (const value of [...props.chosen, ...props.excluded]) {
      if (shown.some((one) => one.value === value)) continue;
      const count = counts?.values.find((one) => one.value === value)?.count;
      shown.push({ value, count: count ?? null });
    }
    const unlisted = (counts?.values.length ?? 0) + (counts?.others ?? 0) - listedMax;
    const more = unlisted > 0 && (
      <MoreValues
        {...{ workspace, field, labelOf }}
        count={counts?.others === null ? `${unlisted}+` : unlisted.toLocaleString("en")}
        chosen={props.chosen}
        onToggle={(value) => {
          const result = chooseValue(filter, field, value, "toggle");
          if (result.ok) onChange(result.filter);
          return result.ok ? null : faultWords(result);
        }}
      />
    );
    return { ...props, values: shown, more };
  };

  return (
    <>
      <Facet
        title="Category"
        mark={(value) => {
          const category = categories.find((one) => one === value);
          return category && <CategoryTile category={category} silent />;
        }}
        {...fixed("categories", categories)}
      />
      <Facet
        title="Outcome"
        mark={(value) => {
          const outcome = outcomes.find((one) => one === value);
          return outcome && <OutcomeIcon status={outcome} silent />;
        }}
        {...fixed("status", outcomes)}
      />
      <Facet title="Severity" {...fixed("severity", severities.toReversed())} />
      <Facet title="Agent" {...open("agent_id")} />
      <Facet title="Source" {...open("source")} />
      <Facet title="Project" {...open("project")} />
      <Facet title="Type" {...open("kinds")} />
      <Facet title="Operation" {...open("operation")} />
    </>
  );
}
