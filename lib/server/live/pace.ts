/** However long a round takes, the next begins after this. */
const pauseMsMax = 20;

/** What a pace goes by. `soon`: when all that a round has set off in microtasks is done. */
export type PaceClock = {
  nowMs: () => number;
  soon: (run: () => void) => void;
  after: (run: () => void, ms: number) => void;
};

const processClock: PaceClock = { nowMs: () => performance.now(), soon: setImmediate, after: setTimeout };

/**
 * Runs `round` at once when asked, and at most half of the time when asked incessantly: after a round it pauses for as
 * long as the round and what it set off took. So a thousand readers of a busy log get larger chunks, not every tick.
 */
export class Pace {
  readonly #round: () => void;
  readonly #clock: PaceClock;
  #asked = false;
  #resting = false;

  constructor(round: () => void, clock = processClock) {
    this.#round = round;
    this.#clock = clock;
  }

  beat(): void {
    if (this.#resting) {
      this.#asked = true;
      return;
    }
    this.#resting = true;
    const startedMs = this.#clock.nowMs();
    this.#round();
    // The readers write in the microtasks after it.
    this.#clock.soon(() => {
      const tookMs = this.#clock.nowMs() - startedMs;
      if (tookMs < 1) this.#rested();
      else this.#clock.after(() => this.#rested(), Math.min(tookMs, pauseMsMax));
    });
  }

  #rested(): void {
    this.#resting = false;
    if (!this.#asked) return;
    this.#asked = false;
    this.beat();
  }
}
