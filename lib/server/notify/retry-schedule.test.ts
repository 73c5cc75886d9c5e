import { expect, test } from "vitest";
import { giveUpAfterMs, pauseAfterFailure } from "./retry-schedule";

const minuteMs = 60_000;
const random = () => 0.5;

/** When attempts are made, in ms from the first, where all fail. */
function attempts(untilMs: number): number[] {
  const times = [0];
  for (let forMs = 0; forMs < untilMs; times.push(forMs)) forMs += pauseAfterFailure({ forMs, random });
  return times;
}

test("The first repeats come after seconds; whoever is back within a day waits two minutes at most", () => {
  expect(attempts(30_000).slice(0, 4)).toEqual([0, 5_000, 10_000, 15_000]);
  const times = attempts(24 * 60 * minuteMs);
  const pauses = times.slice(1).map((time, i) => time - (times[i] ?? 0));
  expect(Math.max(...pauses)).toBe(2 * minuteMs);
});

test("After a day it is asked for once an hour, so three days are fewer than a thousand attempts", () => {
  expect(pauseAfterFailure({ forMs: 25 * 60 * minuteMs, random })).toBe(60 * minuteMs);
  expect(attempts(giveUpAfterMs).length).toBeLessThan(1_000);
});

test("Pauses differ by a fifth more or less", () => {
  expect(pauseAfterFailure({ forMs: 0, random: () => 0 })).toBe(4_000);
  expect(pauseAfterFailure({ forMs: 0, random: () => 1 })).toBe(6_000);
});

test("Retry-After is honoured, for an hour at most", () => {
  expect(pauseAfterFailure({ forMs: 0, retryAfterMs: 10 * minuteMs, random })).toBe(10 * minuteMs);
  expect(pauseAfterFailure({ forMs: 0, retryAfterMs: 1_000, random })).toBe(5_000);
  expect(pauseAfterFailure({ forMs: 0, retryAfterMs: 1e9, random })).toBe(60 * minuteMs);
});
