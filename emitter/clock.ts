/** Something that will happen; like Node's own timers it can be told whether to keep the process alive. */
export type Timer = { ref(): unknown; unref(): unknown; cancel(): void };

/** Time as the emitter sees it: it never goes backwards, whatever becomes of the wall's clock. */
export type Clock = {
  nowMs(): number;
  after(delayMs: number, run: () => void): Timer;
};

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return { ref: () => timer.ref(), unref: () => timer.unref(), cancel: () => clearTimeout(timer) };
  },
};
