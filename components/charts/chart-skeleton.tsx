/** A chart still to come: it takes the chart's place, so that nothing moves when that is there. */
export function ChartSkeleton({ height = 92 }: { height?: number }) {
  return (
    <div className="chart" role="status">
      <span className="hide">Loading the chart</span>
      <div className="area after-150" style={{ height }} aria-hidden="true">
        <span className="sk chart-sk" />
      </div>
      <div className="time-axis" />
    </div>
  );
}
