import { crashRounds, type Round } from "./crash/crash-rounds";
import type { Figure } from "./crash/figure";

const rounds = 20;

/** Kill -9 under load, in turn of the app and of PostgreSQL; every other pair of kills with a second instance up. */
export default function crash(): Promise<Figure[]> {
  return crashRounds(
    Array.from(
      { length: rounds },
      (_, i): Round => ({
        killed: i % 2 === 0 ? "app" : "database",
        instances: i % 4 < 2 ? 1 : 2,
      }),
    ),
  );
}
