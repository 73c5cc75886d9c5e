import { parseAsString, useQueryStates } from "nuqs";
import type { RunFilterName } from "@/lib/browser/run-filter";

const parsers = {
  agent_id: parseAsString,
  session_id: parseAsString,
  project: parseAsString,
  source: parseAsString,
  state: parseAsString,
  since: parseAsString,
} satisfies Record<RunFilterName, typeof parseAsString>;

/** The filter of a list of runs, which the address holds. */
export function useRunFilter() {
  const [filter, setFilter] = useQueryStates(parsers, { history: "push" });
  return {
    filter,
    isNarrowed: Object.values(filter).some((value) => value !== null && value !== ""),
    set: (name: RunFilterName, value: string) => void setFilter({ [name]: value === "" ? null : value }),
    clear: () => void setFilter(null),
  };
}

export type RunFilterState = ReturnType<typeof useRunFilter>;
