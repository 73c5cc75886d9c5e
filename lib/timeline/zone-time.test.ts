import { describe, expect, test } from "vitest";
import { instantOfLocal, localTimeOf } from "./zone-time";

describe("Local time in a zone", () => {
  test.each([
    ["UTC", "2026-11-17T14:06:12", "2026-11-17T14:06:12.000Z"],
    ["America/New_York", "2026-11-17T14:06:12", "2026-11-17T19:06:12.000Z"],
    ["Asia/Kathmandu", "2026-01-01T00:00:00", "2025-12-31T18:15:00.000Z"],
    ["Europe/Berlin", "2026-03-29T03:00:00", "2026-03-29T01:00:00.000Z"],
  ])("%s %s is one instant, there and back", (zone, local, instant) => {
    expect(instantOfLocal(local, zone)).toBe(Date.parse(instant));
    expect(localTimeOf(Date.parse(instant), zone)).toBe(local);
  });

  test("A field without seconds is read, an empty one is no time, and a skipped hour still is one", () => {
    expect(instantOfLocal("2026-11-17T14:06", "UTC")).toBe(Date.parse("2026-11-17T14:06:00Z"));
    expect(instantOfLocal("", "UTC")).toBeNull();
    expect(instantOfLocal("2026-03-29T02:30:00", "Europe/Berlin")).toBe(Date.parse("2026-03-29T01:30:00Z"));
  });
});
