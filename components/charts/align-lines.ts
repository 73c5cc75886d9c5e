export type LineSeries = {
  key: string;
  name: string;
  /** A token of the palette, such as `--color-accent`. */
  color: string;
  isDashed?: boolean;
  /** Between two points lies a slope, as in a forecast; otherwise each holds until the next. */
  isStraight?: boolean;
  /** Moments in milliseconds, oldest first, each with its value; null from where on it isn't known. */
  points: readonly (readonly [ms: number, value: number | null])[];
};

/** Puts lines with moments of their own on one axis of time: a line has undefined where only others have a reading. */
export function alignLines(series: readonly LineSeries[]): (number | null | undefined)[][] {
  const moments = [...new Set(series.flatMap(({ points }) => points.map(([ms]) => ms)))].sort((a, b) => a - b);
  const columns = series.map(({ points }) => {
    const values = new Map(points);
    return moments.map((ms) => values.get(ms));
  });
  return [moments, ...columns];
}

/** What a line's value is at a moment; null before its first reading, after its end and where it isn't known. */
export function valueAt({ points, isStraight }: LineSeries, momentMs: number): number | null {
  const next = points.findIndex(([ms]) => ms > momentMs);
  const before = points[next === -1 ? points.length - 1 : next - 1];
  if (before === undefined || (next === -1 && before[0] < momentMs)) return null;
  const [beforeMs, value] = before;
  const [afterMs, after] = points[next] ?? [beforeMs, value];
  if (!isStraight || value === null || after === null || afterMs === beforeMs) return value;
  return value + ((after - value) * (momentMs - beforeMs)) / (afterMs - beforeMs);
}
