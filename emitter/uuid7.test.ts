import { expect, test } from "vitest";
import { uuid7 } from "./uuid7";

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const timeOf = (id: string) => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
/** Later than the clock will be in any test, as time never goes back in the ids of a process. */
const farMs = Date.parse("2100-01-01T00:00:00Z");

test("ids made in one millisecond, more than it has room for, are different and sort in the order made", () => {
  const ids = Array.from({ length: 10_000 }, () => uuid7(farMs));
  expect(ids.every((id) => form.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(10_000);
  expect([...ids].sort()).toEqual(ids);
  expect(timeOf(ids[0] ?? "")).toBe(farMs);
});

test("ids go on sorting in the order made while the clock goes backwards, and follow it when it has caught up", () => {
  const times = [1_000, 1_001, 400, 500, 1_000, 2_000].map((ms) => farMs + ms);
  const ids = times.map((ms) => uuid7(ms));
  expect([...ids].sort()).toEqual(ids);
  expect(ids.map((id) => timeOf(id) - farMs)).toEqual([1_000, 1_001, 1_001, 1_001, 1_001, 2_000]);
});
