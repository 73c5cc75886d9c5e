import { expect, test } from "vitest";
import type { BudgetForecast } from "@/lib/timeline/budget-forecast";
import { forecastWords } from "./forecast-words";

const nowMs = Date.parse("2026-11-17T14:00:00Z");
const at = (instant: string) => Date.parse(instant);

test.each<[string, BudgetForecast, string]>([
  ["today", { kind: "runs-out", atMs: at("2026-11-17T16:31:20Z"), perHour: 1 }, "Runs out about 16:31"],
  [
    "another day",
    { kind: "runs-out", atMs: at("2026-11-19T08:05:00Z"), perHour: 1 },
    "Runs out about Thu 19 Nov, 08:05",
  ],
  ["far off", { kind: "lasts", untilMs: at("2026-11-17T20:00:00Z"), perHour: 1 }, "Lasts beyond 20:00 at this pace"],
  ["nothing taken", { kind: "still" }, "Nothing spent in the last 6 hours"],
  ["nothing left", { kind: "spent" }, "Spent"],
  ["nothing known", { kind: "unknown" }, "When it runs out can't be told: too few updates"],
])("%s", (_, forecast, words) => {
  expect(forecastWords(forecast, nowMs, "UTC")).toBe(words);
});

test("today is the viewer's", () => {
  const forecast: BudgetForecast = { kind: "runs-out", atMs: at("2026-11-17T20:30:00Z"), perHour: 1 };
  expect(forecastWords(forecast, nowMs, "Asia/Tokyo")).toBe("Runs out about Wed 18 Nov, 05:30");
});
