export type SearchParams = Record<string, string | string[] | undefined>;

/** A page's parameters in the form that the rules for filters read. */
export function paramsOf(given: SearchParams): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, values] of Object.entries(given)) {
    for (const value of [values ?? []].flat()) params.append(name, value);
  }
  return params;
}
