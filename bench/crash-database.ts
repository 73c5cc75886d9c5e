import { crashRounds, type Round } from "./crash/crash-rounds";
import type { Figure } from "./crash/figure";

const rounds = 20;

/** As `crash`, but PostgreSQL alone is killed: nobody starts anything again. */
export default function crashDatabase(): Promise<Figure[]> {
  return crashRounds(
    Array.from({ length: rounds }, (_, i): Round => ({ killed: "database", instances: i % 4 < 2 ? 1 : 2 })),
  );
}
