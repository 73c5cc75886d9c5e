import { expect, test } from "@playwright/test";
import { quickFaults } from "@/bench/faults/faults";
import { runFaults } from "@/bench/faults/run-faults";

// The quick version of `npm run bench -- faults`: two instances behind a balancer, readers of every kind, and load.

test("whatever is killed, restarted or not heard, each reader's sequence is the log's: in order, no gap, no double", async () => {
  test.setTimeout(240_000);
  const outcome = await runFaults({ faults: quickFaults, rounds: quickFaults.length, calmMs: 500, patienceMs: 60_000 });
  expect(outcome.events).toBeGreaterThan(100);
  expect(outcome.reconnects).toBeGreaterThan(0);
  // A second is promised; what a slow machine adds is its own.
  expect(outcome.longestEnduredMs).toBeLessThan(5_000);
});
