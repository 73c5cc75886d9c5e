import { CategoryTile } from "@/components/ui/category-tile";
import { OutcomeIcon } from "@/components/ui/outcome-icon";
import { categories } from "@/lib/contract/catalogue";
import { severities } from "@/lib/contract/event";
import { valuesOf, withValues } from "@/lib/timeline/edit-filter";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { Facet } from "./facet";
import type { ValueLabel } from "./filter-words";

/** What needs looking at first. */
const outcomes = ["denied", "failure", "success"] as const;

/** The quick filters. Fields without a fixed set offer the values of the events that are loaded. */
export function Facets({
  filter,
  suggest,
  labelOf,
  additive,
  onChange,
}: {
  filter: TimelineFilter;
  suggest: (field: string) => readonly string[];
  labelOf: ValueLabel;
  additive: boolean;
  onChange: (filter: TimelineFilter) => void;
}) {
  const facet = (field: keyof TimelineFilter) => ({
    chosen: valuesOf(filter, field),
    label: (value: string) => labelOf(field, value),
    additive,
    onChoose: (values: readonly string[]) => {
      const result = withValues(filter, field, values);
      if (result.ok) onChange(result.filter);
    },
  });
  const seen = (field: keyof TimelineFilter) => [
    ...new Set([...valuesOf(filter, field), ...suggest(field).slice(0, 5)]),
  ];
  return (
    <>
      <Facet
        title="Category"
        values={categories}
        mark={(value) => {
          const category = categories.find((one) => one === value);
          return category && <CategoryTile category={category} silent />;
        }}
        {...facet("categories")}
      />
      <Facet
        title="Outcome"
        values={outcomes}
        mark={(value) => {
          const outcome = outcomes.find((one) => one === value);
          return outcome && <OutcomeIcon status={outcome} silent />;
        }}
        {...facet("status")}
      />
      <Facet title="Severity" values={severities.toReversed()} {...facet("severity")} />
      <Facet title="Agent" values={seen("agent_id")} {...facet("agent_id")} />
      <Facet title="Project" values={seen("project")} {...facet("project")} />
      <Facet title="Source" values={seen("source")} {...facet("source")} />
    </>
  );
}
