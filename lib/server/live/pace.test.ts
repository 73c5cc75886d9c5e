import { expect, test } from "vitest";
import { Pace } from "./pace";

/** A pace on a clock that the test moves; each round, with what it sets off, takes `roundMs`. */
function paced(roundMs: number) {
  let nowMs = 0;
  let rounds = 0;
  let due: { run: () => void; atMs: number }[] = [];
  const at = (run: () => void, atMs: number) => void due.push({ run, atMs });
  const clock = {
    nowMs: () => nowMs,
    soon: (run: () => void) => at(run, nowMs + roundMs),
    after: (run: () => void, ms: number) => at(run, nowMs + ms),
  };
  const pace = new Pace(() => {
    rounds += 1;
  }, clock);
  const pass = (ms: number) => {
    const endMs = nowMs + ms;
    for (;;) {
      const [next] = due.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs);
      if (!next) break;
      due = due.filter((each) => each !== next);
      nowMs = next.atMs;
      next.run();
    }
    nowMs = endMs;
  };
  return { pace, pass, rounds: () => rounds };
}

test("a round begins at once when asked, and none that nobody asked for follows", () => {
  const { pace, pass, rounds } = paced(5);
  pace.beat();
  expect(rounds()).toBe(1);
  pass(1_000);
  expect(rounds()).toBe(1);
  pace.beat();
  expect(rounds()).toBe(2);
});

test("what is asked for during a round and its pause is one round more, after the pause", () => {
  const { pace, pass, rounds } = paced(5);
  for (let i = 0; i < 3; i++) pace.beat();
  pass(9);
  pace.beat();
  expect(rounds()).toBe(1);
  pass(1);
  expect(rounds()).toBe(2);
  pass(1_000);
  expect(rounds()).toBe(2);
});

test.each([
  ["of no length, every time", 0, 1_000],
  ["that take 5 ms, half of the time", 5, 101],
  ["that take 80 ms, with a pause of 20 ms", 80, 11],
])("asked every millisecond, it makes rounds %s", (_what, roundMs, expected) => {
  const { pace, pass, rounds } = paced(roundMs);
  for (let ms = 0; ms < 1_000; ms++) {
    pace.beat();
    pass(1);
  }
  expect(rounds()).toBe(expected);
});
