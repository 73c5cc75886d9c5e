import fc from "fast-check";
import { expect, test } from "vitest";
import { formatTimestamp, parseTimestamp } from "./timestamp";

test.each([
  ["2026-11-17T14:06:12Z", "2026-11-17T14:06:12.000000Z"],
  ["2026-11-17T14:06:12.4821239Z", "2026-11-17T14:06:12.482123Z"],
  ["2026-11-17t14:06:12.5z", "2026-11-17T14:06:12.500000Z"],
  ["2026-11-17T16:06:12+02:00", "2026-11-17T14:06:12.000000Z"],
  ["2025-12-31T23:30:00-01:00", "2026-01-01T00:30:00.000000Z"],
  ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000000Z"],
  ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000000Z"],
])("%s is %s", (text, normal) => {
  expect(parseTimestamp(text)).toBe(normal);
});

test.each([
  "2026-11-17",
  "2026-11-17T14:06:12",
  "2026-11-17 14:06:12Z",
  "2026-02-29T00:00:00Z",
  "2026-04-31T00:00:00Z",
  "2026-00-10T00:00:00Z",
  "2026-11-17T24:00:00Z",
  "2026-11-17T14:60:00Z",
  "2026-11-17T14:06:61Z",
  "2026-11-17T14:06:12+24:00",
  "2026-11-17T14:06:12.Z",
  "0000-01-01T00:00:00+01:00",
])("%s is no instant", (text) => {
  expect(parseTimestamp(text)).toBeNull();
});

test("the usual form and the calendar agree on every instant", () => {
  fc.assert(
    fc.property(fc.integer({ min: 946_684_800_000, max: 4_133_980_799_999 }), (ms) => {
      const utc = new Date(ms).toISOString();
      expect(parseTimestamp(utc)).toBe(formatTimestamp(ms));
      expect(parseTimestamp(utc.replace("Z", "+00:00"))).toBe(formatTimestamp(ms));
    }),
  );
});
