import type { BudgetForecast } from "@/lib/timeline/budget-forecast";
import { formatClock, formatDay } from "./format-instant";

/** What a budget comes to, in a sentence; moments in a time zone. */
export function forecastWords(forecast: BudgetForecast, nowMs: number, zone: string): string {
  switch (forecast.kind) {
    case "spent":
      return "Spent";
    case "runs-out":
      return `Runs out about ${momentWords(forecast.atMs, nowMs, zone)}`;
    case "lasts":
      return `Lasts beyond ${momentWords(forecast.untilMs, nowMs, zone)} at this pace`;
    case "still":
      return "Nothing spent in the last 6 hours";
    case "unknown":
      return "When it runs out can't be told: too few updates";
  }
}

function momentWords(ms: number, nowMs: number, zone: string): string {
  const instant = new Date(ms).toISOString();
  const day = formatDay(instant, zone);
  const clock = formatClock(instant, zone).clock.slice(0, 5);
  return day === formatDay(new Date(nowMs).toISOString(), zone) ? clock : `${day.replace(/ \d{4}$/, "")}, ${clock}`;
}
