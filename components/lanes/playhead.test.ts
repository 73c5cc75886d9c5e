import { expect, test } from "vitest";
import { createPlayhead } from "./playhead";

function watched(start: number | null) {
  const playhead = createPlayhead(start);
  const moves: (number | null)[] = [];
  const steps: (number | null)[] = [];
  playhead.onMove(() => moves.push(playhead.at()));
  const stop = playhead.onStep(() => steps.push(playhead.step()));
  return { playhead, moves, steps, stop };
}

test("who follows each frame hears of every move, and who follows steps ten times a second at most", () => {
  const { playhead, moves, steps } = watched(0);
  for (let frame = 1; frame <= 60; frame++) playhead.move(frame, (frame * 1_000) / 60);
  expect(moves).toHaveLength(60);
  expect(steps.length).toBeGreaterThan(7);
  expect(steps.length).toBeLessThanOrEqual(10);
});

test("where it rests everybody hears at once, and once", () => {
  const { playhead, moves, steps, stop } = watched(null);
  playhead.move(1, 0);
  playhead.move(2, 16);
  playhead.rest(2);
  playhead.rest(2);
  expect([moves, steps]).toEqual([
    [1, 2, 2, 2],
    [1, 2],
  ]);
  stop();
  playhead.rest(null);
  expect([steps, playhead.at(), playhead.step()]).toEqual([[1, 2], null, null]);
});
