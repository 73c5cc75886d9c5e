import { type RunFilter, runFilterNames } from "@/lib/browser/run-filter";
import { paramsOf, type SearchParams } from "./events/search-params";

/** What the address of a list of runs is narrowed by. */
export function runFilterOf(given: SearchParams): RunFilter {
  const params = paramsOf(given);
  return Object.fromEntries(runFilterNames.map((name) => [name, params.get(name)])) as RunFilter;
}
