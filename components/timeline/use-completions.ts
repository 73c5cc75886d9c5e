import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { facetValuesQuery } from "@/lib/browser/facet-values-query";
import { catalogueEntries } from "@/lib/contract/catalogue";
import { categories } from "@/lib/contract/categories";
import { eventStatuses, severities } from "@/lib/contract/event-form";
import { type FacetField, facetFields } from "@/lib/contract/facet-fields";
import { completeKinds } from "@/lib/timeline/complete-kinds";
import type { TimelineFilter } from "@/lib/timeline/filter";
import type { ValueLabel } from "./filter-words";

/** `note`: what stands beside it, such as how many events have it in all of the log. */
export type Completion = { value: string; note: string };

const fixedValues: Partial<Record<keyof TimelineFilter, readonly string[]>> = {
  categories,
  status: eventStatuses,
  severity: severities.toReversed(),
  min_severity: severities.toReversed(),
};

/** The values that a field may be given, for a text that is being typed: of the log, of the catalogue, or seen on the page. */
export function useCompletions(
  workspace: string,
  field: keyof TimelineFilter,
  { text, suggest, labelOf }: { text: string; suggest: (field: string) => readonly string[]; labelOf: ValueLabel },
): Completion[] {
  const typed = text.trim();
  const facet = field === "kinds" ? "event_type" : facetFields.find((one: FacetField) => one === field);
  const { data } = useQuery({
    ...facetValuesQuery(workspace, facet ?? "event_type", field === "kinds" ? "" : typed),
    enabled: facet !== undefined,
    placeholderData: keepPreviousData,
  });
  const values = data?.values ?? [];
  if (field === "kinds") {
    const counts = new Map(values.map(({ value, count }) => [value, count]));
    for (const { type } of catalogueEntries) if (!counts.has(type)) counts.set(type, 0);
    const known = [...counts].map(([type, count]) => ({ type, count }));
    return completeKinds(typed, known).map(({ kind, types, count }) => ({
      value: kind,
      note: kind.includes("*") ? `${types} types` : countNote(count),
    }));
  }
  const holds = (value: string) => `${value}\n${labelOf(field, value)}`.toLowerCase().includes(typed.toLowerCase());
  const known = fixedValues[field] ?? (facet === undefined ? suggest(field) : null);
  if (known) return known.filter(holds).map((value) => ({ value, note: "" }));
  const named = suggest(field).filter((value) => holds(value) && !values.some((one) => one.value === value));
  // The answer for what was typed before is still there: it must not be chosen from by mistake.
  return [
    ...values.filter(({ value }) => holds(value)).map(({ value, count }) => ({ value, note: countNote(count) })),
    ...named.map((value) => ({ value, note: "" })),
  ];
}

const countNote = (count: number) => (count === 0 ? "" : count.toLocaleString("en"));
