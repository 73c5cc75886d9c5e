import { processState } from "../process-state";

const waiting = processState("catch-up-turns", () => [] as (() => void)[]);

/**
 * Resolves when it is the caller's turn to write what it has read of the log: one reader at each turn of the event loop.
 * A thousand readers that come back at once wait for the same page; were they to write it in one go, live readers and
 * requests would wait for all of them.
 */
export function catchUpTurn(): Promise<void> {
  if (waiting.length === 0) setImmediate(letOneGo);
  return new Promise((resolve) => {
    waiting.push(resolve);
  });
}

function letOneGo(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(letOneGo);
}
