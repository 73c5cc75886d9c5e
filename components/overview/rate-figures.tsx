import type { EventStats } from "@/lib/contract/stats";

type RateFiguresProps = {
  stats: EventStats | undefined;
  past: EventStats | undefined;
  hours: number;
  /** As it is read: 6 h. */
  range: string;
};

/** What a range amounts to, and by how much more or less than the one before it. */
export function RateFigures({ stats, past, hours, range }: RateFiguresProps) {
  const errors = (of: EventStats) => (of.by_severity.error ?? 0) + (of.by_severity.critical ?? 0);
  const denials = (of: EventStats) => of.by_status.denied ?? 0;
  const hasPast = past !== undefined && past.total > 0;
  return (
    <dl className="big">
      <div>
        <dt>Events a minute</dt>
        <dd>
          {stats ? rateWords(stats.total / (hours * 60)) : "–"}
          {stats && hasPast && <small>{percentWords(stats.total, past.total)}</small>}
        </dd>
      </div>
      <div>
        <dt>Errors, {range}</dt>
        <dd>
          {stats ? errors(stats).toLocaleString("en") : "–"}
          {stats && hasPast && <small>{differenceWords(errors(stats) - errors(past))}</small>}
        </dd>
      </div>
      <div>
        <dt>Denials, {range}</dt>
        <dd>
          {stats ? denials(stats).toLocaleString("en") : "–"}
          {stats && hasPast && <small>{differenceWords(denials(stats) - denials(past))}</small>}
        </dd>
      </div>
    </dl>
  );
}

function rateWords(rate: number): string {
  return rate.toLocaleString("en", { maximumFractionDigits: rate < 10 ? 1 : 0 });
}

function percentWords(now: number, before: number): string {
  const percent = Math.round((now / before - 1) * 100);
  return percent > 999 ? `${Math.round(now / before).toLocaleString("en")} times as many` : `${signed(percent)}%`;
}

function differenceWords(difference: number): string {
  return difference === 0 ? "as before" : signed(difference);
}

function signed(value: number): string {
  return value < 0 ? `−${Math.abs(value).toLocaleString("en")}` : `+${value.toLocaleString("en")}`;
}
