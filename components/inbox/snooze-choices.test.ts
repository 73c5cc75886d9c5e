import { expect, test } from "vitest";
import { snoozeChoices } from "./snooze-choices";

const until = (now: string, zone: string) =>
  snoozeChoices(Date.parse(now), zone).map(({ untilMs }) => new Date(untilMs).toISOString());

test("tomorrow's morning is the viewer's, across a day's end and a clock's change", () => {
  expect(until("2026-11-17T22:30:00Z", "UTC")).toEqual([
    "2026-11-17T23:30:00.000Z",
    "2026-11-18T02:30:00.000Z",
    "2026-11-18T09:00:00.000Z",
  ]);
  expect(until("2026-11-17T22:30:00Z", "Asia/Tokyo")[2]).toBe("2026-11-19T00:00:00.000Z");
  expect(until("2026-10-24T12:00:00Z", "Europe/Lisbon")[2]).toBe("2026-10-25T09:00:00.000Z");
});
