const height = 20;
const pitch = 3.6;
const barWidth = 2.6;
const lowest = 2;
const barsUsual = 20;

type SparklineProps = {
  /** Oldest first; more than twenty are drawn narrower. */
  counts: readonly number[];
  /** How many of each are errors, and how many warnings. */
  errors?: readonly number[];
  warnings?: readonly number[];
  /** What assistive technology hears; without it the figures stand beside the picture already. */
  name?: string;
};

/** Some twenty bars at the height of a line. */
export function Sparkline({ counts, errors = [], warnings = [], name }: SparklineProps) {
  const most = Math.max(1, ...counts);
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(lowest, (count / most) * height));
  const bar = (className: string | undefined, index: number, count: number, below = 0) => {
    const high = Math.min(heightOf(count), height - below);
    return high === 0 ? null : (
      <rect
        key={`${className}${index}`}
        className={className}
        x={index * pitch}
        y={height - below - high}
        width={barWidth}
        height={high}
      />
    );
  };
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it has its name or is hidden, by the spread below.
    <svg
      className="spark"
      viewBox={`0 0 ${Math.max(barsUsual, counts.length) * pitch} ${height}`}
      preserveAspectRatio="none"
      {...(name === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": name })}
    >
      <path className="spark-base" d={`M0 ${height - 0.5}H${counts.length * pitch}`} />
      {counts.map((count, index) => bar(undefined, index, count))}
      {counts.map((_, index) => bar("b2", index, warnings[index] ?? 0, heightOf(errors[index] ?? 0)))}
      {counts.map((_, index) => bar("b3", index, errors[index] ?? 0))}
    </svg>
  );
}
