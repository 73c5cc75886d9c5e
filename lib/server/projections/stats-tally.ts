import { type EventStats, statsValuesMax } from "@/lib/contract/stats";
import { formatTimestamp } from "@/lib/contract/timestamp";
import { bucketMinutes, bucketStart, type SeriesPlan } from "@/lib/timeline/stats-series";

const fields = ["event_type", "category", "status", "severity", "source"] as const;
export type CountedField = (typeof fields)[number];

/** Sums up what the rollups and the events themselves say. */
export class StatsTally {
  readonly #plan: SeriesPlan;
  #total = 0;
  readonly #values = new Map<CountedField, Map<string, number>>(fields.map((field) => [field, new Map()]));
  readonly #points = new Map<number, { total: number; by_severity: Map<string, number> }>();

  constructor(plan: SeriesPlan) {
    this.#plan = plan;
  }

  /** Counts a value of a field; an empty one is none. */
  addValue(field: CountedField, value: string, events: number): void {
    const values = this.#values.get(field);
    if (values && value !== "") values.set(value, (values.get(value) ?? 0) + events);
  }

  /** Counts events by their minute and severity, which each has: the series and the total. */
  addAt(minute: number, severity: string, events: number): void {
    this.#total += events;
    this.addValue("severity", severity, events);
    const { bucket, from, later } = this.#plan;
    if (minute < from || minute >= later) return;
    const start = bucketStart(minute, bucketMinutes[bucket]);
    let point = this.#points.get(start);
    if (!point) {
      point = { total: 0, by_severity: new Map() };
      this.#points.set(start, point);
    }
    point.total += events;
    point.by_severity.set(severity, (point.by_severity.get(severity) ?? 0) + events);
  }

  answer(): Omit<EventStats, "by_agent" | "head"> {
    const listed = (field: CountedField) => {
      const sorted = [...(this.#values.get(field) ?? [])].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
      const more = Math.max(0, sorted.length - statsValuesMax);
      return { values: Object.fromEntries(sorted.slice(0, statsValuesMax)), more };
    };
    const [types, sources] = [listed("event_type"), listed("source")];
    return {
      total: this.#total,
      by_type: types.values,
      by_category: listed("category").values,
      by_status: listed("status").values,
      by_severity: listed("severity").values,
      by_source: sources.values,
      more: { types: types.more, sources: sources.more, agents: 0 },
      bucket: this.#plan.bucket,
      series: this.#series(),
    };
  }

  #series(): EventStats["series"] {
    const { bucket, from, to, isSparse } = this.#plan;
    const length = bucketMinutes[bucket];
    const starts = new Set(this.#points.keys());
    if (!isSparse) for (let start = from; start < to; start += length) starts.add(start);
    return [...starts]
      .sort((a, b) => a - b)
      .map((start) => {
        const { total = 0, by_severity = [] } = this.#points.get(start) ?? {};
        return { start: formatTimestamp(start * 60_000), total, by_severity: Object.fromEntries(by_severity) };
      });
  }
}
