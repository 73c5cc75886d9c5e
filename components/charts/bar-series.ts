/** One of the parts that a chart's bars are stacked of. The first of a chart's lies at the bottom. */
export type BarSeries = {
  key: string;
  name: string;
  /** A token of the palette, such as `--color-sev-error`. */
  color: string;
  /** Where there is any at all it is at least so many pixels high. */
  floorPx?: number;
  /** One a bucket. */
  counts: readonly number[];
};

export function totalsOf(series: readonly BarSeries[], length: number): number[] {
  return Array.from({ length }, (_, index) => series.reduce((sum, each) => sum + (each.counts[index] ?? 0), 0));
}
