export type LegendEntry = { key: string; name: string; color: string; isDashed?: boolean; figure?: string };

/** What the colours of a chart mean, with their sums where they are given. */
export function ChartLegend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <ul className="legend">
      {entries.map((entry) => (
        <li key={entry.key}>
          <i
            className={entry.isDashed ? "sw dashed" : "sw"}
            style={entry.isDashed ? { borderColor: `var(${entry.color})` } : { background: `var(${entry.color})` }}
          />
          {entry.name}
          {entry.figure !== undefined && <b>{entry.figure}</b>}
        </li>
      ))}
    </ul>
  );
}
