import { expect, test } from "vitest";
import { backoffMs, parseRetryAfter } from "./backoff";

test("retries wait for longer each time, up to half a minute, and for anything below that", () => {
  expect([0, 1, 2, 3, 10].map((attempt) => backoffMs(attempt, () => 1))).toEqual([500, 1_000, 2_000, 4_000, 30_000]);
  expect([0, 1, 10].map((attempt) => backoffMs(attempt, () => 0.5))).toEqual([250, 500, 15_000]);
  expect(backoffMs(10, () => 0)).toBe(0);
});

const nowMs = Date.parse("2026-03-01T10:00:00Z");
test.each([
  ["7", 7_000],
  ["0", 0],
  ["Sun, 01 Mar 2026 10:00:20 GMT", 20_000],
  ["Sun, 01 Mar 2026 09:00:00 GMT", 0],
  ["86400", 60_000],
  ["-5", 0],
  ["soon", null],
  ["", null],
  [undefined, null],
])("Retry-After: %s", (header, waitMs) => {
  expect(parseRetryAfter(header, nowMs)).toBe(waitMs);
});
