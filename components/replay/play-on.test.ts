import { expect, test } from "vitest";
import { countUntil, playOn } from "./play-on";

const instants = [0, 1_000, 60_000, 61_000];
const playing = { elapsedMs: 100, speed: 10, skips: false, instants };

test("the playhead goes on by the speed, and stops at the end", () => {
  expect(playOn(0, playing)).toBe(1_000);
  expect(playOn(60_900, playing)).toBe(61_000);
});

test("a silence is jumped over to shortly before the next event, where that is wanted", () => {
  expect(playOn(1_000, playing)).toBe(2_000);
  expect(playOn(1_000, { ...playing, skips: true })).toBe(50_000);
  expect(playOn(1_000, { ...playing, skips: true, speed: 1 })).toBe(59_000);
});

test("near the next event nothing is jumped over, and the playhead never goes back", () => {
  expect(playOn(59_500, { ...playing, skips: true, speed: 1 })).toBe(59_600);
  expect(playOn(58_000, { ...playing, skips: true, speed: 100, elapsedMs: 50 })).toBe(61_000);
});

test("what has come by a moment includes what came at it", () => {
  expect([-1, 0, 999, 1_000, 99_999].map((at) => countUntil(instants, at))).toEqual([0, 1, 1, 2, 4]);
});
