/**
 * The first `most` of the values, each once, in the order of their code points (as PostgreSQL's collation "C"): the same
 * set in whatever order they came. `united` in SQL is the same.
 */
export function firstValues(values: readonly (string | null)[], most: number): string[] {
  const distinct = [...new Set(values.filter((value) => value !== null))];
  return distinct.sort(compareCodePoints).slice(0, most);
}

/** UTF-16 would put what lies beyond the first plane before the end of it. */
function compareCodePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((character, index) => character !== right[index]);
  if (at === -1) return left.length - right.length;
  return (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? -1);
}
