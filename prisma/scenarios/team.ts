import type { EventDraft } from "@/emitter";
import type { Moment } from "./moment";
import { createRandom } from "./random";
import { episodes } from "./team-episodes";

/** A draft, and how long after the one before it happens. */
export type Step = { waitMs: number; draft: EventDraft };

const burstMs = 15_000;
const quietMsUsual = 12_000;

type Team = { seed: number; rounds?: number; quietMsMax?: number };

/**
 * What a team of agents does, in bursts of interleaved stories with quiet spells between, for `rounds` bursts or
 * without end. The same seed tells the same story; take another for each run, because ids come from it too.
 */
export function* team({ seed, rounds = Number.POSITIVE_INFINITY, quietMsMax = quietMsUsual }: Team): Generator<Step> {
  const random = createRandom(seed);
  const budgets = new Map<string, number>();
  let quietMs = 0;
  for (let round = 0; round < rounds; round += 1) {
    let nowMs = -quietMs;
    const burst: Moment[] = Array.from({ length: random.between(4, 8) }, () =>
      random.pick(episodes)({ random, startMs: random.between(0, burstMs), budgets }),
    ).flat();
    for (const { atMs, draft } of burst.sort((a, b) => a.atMs - b.atMs)) {
      yield { waitMs: atMs - nowMs, draft };
      nowMs = atMs;
    }
    quietMs = random.between(0, quietMsMax);
  }
}
