import type { Clock, Timer } from "../clock";

/** A clock that stands still until it is told to go on. */
export type ManualClock = Clock & {
  /** Lets time pass; what falls due on the way happens at its time, in order. */
  advance(durationMs: number): void;
  /** As `advance`, second by second, with the turns in between that requests and answers need. */
  pass(durationMs: number): Promise<void>;
};

export function createManualClock(): ManualClock {
  let nowMs = 0;
  let timers: { atMs: number; run: () => void }[] = [];

  function advance(durationMs: number): void {
    const untilMs = nowMs + durationMs;
    for (;;) {
      const next = timers.reduce<(typeof timers)[number] | null>(
        (first, timer) => (first && first.atMs <= timer.atMs ? first : timer),
        null,
      );
      if (!next || next.atMs > untilMs) break;
      timers = timers.filter((timer) => timer !== next);
      nowMs = Math.max(nowMs, next.atMs);
      next.run();
    }
    nowMs = untilMs;
  }

  return {
    nowMs: () => nowMs,
    after(delayMs, run): Timer {
      const timer = { atMs: nowMs + delayMs, run };
      timers.push(timer);
      return { ref() {}, unref() {}, cancel: () => (timers = timers.filter((other) => other !== timer)) };
    },
    advance,
    async pass(durationMs) {
      for (let leftMs = durationMs; leftMs > 0; leftMs -= 1_000) {
        advance(Math.min(1_000, leftMs));
        for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}
