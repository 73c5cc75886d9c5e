/** So often lists follow a playhead that moves: more can't be read, and each time they are laid out anew. */
const stepMs = 100;

/**
 * A moment that is looked at, null for all of them. While it is played it moves with each frame, which only what is cheap to
 * move should follow (`onMove`); lists follow the steps of it (`onStep`).
 */
export type Playhead = {
  at(): number | null;
  /** The moment of the last step. */
  step(): number | null;
  /** Moves on. `nowMs` is the viewer's clock, by which steps are told apart. */
  move(at: number, nowMs: number): void;
  /** Stays there: everybody hears of it at once. */
  rest(at: number | null): void;
  onMove(listener: () => void): () => void;
  onStep(listener: () => void): () => void;
};

export function createPlayhead(start: number | null): Playhead {
  let at = start;
  let step = start;
  let steppedMs = Number.NEGATIVE_INFINITY;
  const movers = new Set<() => void>();
  const steppers = new Set<() => void>();
  const add = (listeners: Set<() => void>) => (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const tell = (listeners: Set<() => void>) => {
    for (const listener of listeners) listener();
  };
  const go = (to: number | null, steps: boolean) => {
    at = to;
    tell(movers);
    if (!steps || step === to) return;
    step = to;
    tell(steppers);
  };
  return {
    at: () => at,
    step: () => step,
    move(to, nowMs) {
      const steps = nowMs - steppedMs >= stepMs;
      if (steps) steppedMs = nowMs;
      go(to, steps);
    },
    rest: (to) => go(to, true),
    onMove: add(movers),
    onStep: add(steppers),
  };
}
