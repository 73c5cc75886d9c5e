import { describe, expect, test } from "vitest";
import { timeTicks } from "./time-ticks";

const at = (instant: string) => Date.parse(instant);
const texts = (from: string, to: string, zone = "UTC", most?: number) =>
  timeTicks({ fromMs: at(from), toMs: at(to) }, zone, most).map((tick) => tick.text);

describe("the axis of a chart", () => {
  test("names round moments and no more than asked for", () => {
    expect(texts("2026-11-17T13:07:00Z", "2026-11-17T14:07:00Z")).toEqual(["13:15", "13:30", "13:45", "14:00"]);
    expect(texts("2026-11-17T13:07:00Z", "2026-11-17T14:07:00Z", "UTC", 2)).toEqual(["13:30", "14:00"]);
  });

  test("is round by the clock of the zone, not by UTC's", () => {
    expect(texts("2026-11-17T06:00:00Z", "2026-11-17T12:00:00Z", "Asia/Kathmandu", 6)).toEqual([
      "12:00",
      "13:00",
      "14:00",
      "15:00",
      "16:00",
      "17:00",
    ]);
  });

  test("names days where there are several", () => {
    expect(texts("2026-11-10T05:00:00Z", "2026-11-15T05:00:00Z", "Europe/Berlin")).toEqual([
      "11 Nov",
      "12 Nov",
      "13 Nov",
      "14 Nov",
      "15 Nov",
    ]);
  });

  test("keeps midnights at midnight over a change of the clock", () => {
    const ticks = timeTicks({ fromMs: at("2026-10-23T12:00:00Z"), toMs: at("2026-10-27T12:00:00Z") }, "Europe/Berlin");
    expect(ticks.map((tick) => new Date(tick.ms).toISOString())).toEqual([
      "2026-10-23T22:00:00.000Z",
      "2026-10-24T22:00:00.000Z",
      "2026-10-25T23:00:00.000Z",
      "2026-10-26T23:00:00.000Z",
    ]);
  });

  test("has none for an empty range", () => {
    expect(texts("2026-11-17T13:07:00Z", "2026-11-17T13:07:00Z")).toEqual([]);
  });

  test("names seconds where the range is that short", () => {
    expect(texts("2026-11-17T13:07:00Z", "2026-11-17T13:08:00Z", "UTC", 4)).toEqual(
      ["13:07:00", "13:07:15", "13:07:30", "13:07:45", "13:08:00"].slice(0, 5),
    );
  });
});
