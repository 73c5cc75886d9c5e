import { expect, test } from "vitest";
import { axisTicks } from "./axis-ticks";

const at = (instant: string) => Date.parse(instant);
const ticks = (start: string, end: string, zone = "UTC") => axisTicks({ start: at(start), end: at(end) }, zone);

test("forty minutes are told every five, by round minutes", () => {
  const texts = ticks("2026-11-17T13:24:10Z", "2026-11-17T14:02:00Z").map(({ text }) => text);
  expect(texts).toEqual(["13:25", "13:30", "13:35", "13:40", "13:45", "13:50", "13:55", "14:00"]);
});

test("a few seconds are told to the second", () => {
  const texts = ticks("2026-11-17T13:24:10.4Z", "2026-11-17T13:24:13.4Z").map(({ text }) => text);
  expect(texts).toEqual(["13:24:11", "13:24:12", "13:24:13"]);
});

test("hours are round in the viewer's zone, and a day is named where it begins", () => {
  const texts = ticks("2026-11-17T12:00:00Z", "2026-11-18T06:00:00Z", "Asia/Kolkata").map(({ text }) => text);
  expect(texts).toEqual(["18:00", "21:00", "18 Nov", "03:00", "06:00", "09:00"]);
});

test("there are never too many, however long or short the range is", () => {
  for (const end of [1, 999, 5_000, 1e7, 1e9, 1e12, 3e12]) {
    expect(axisTicks({ start: 0, end }, "UTC").length).toBeLessThan(10);
  }
});
