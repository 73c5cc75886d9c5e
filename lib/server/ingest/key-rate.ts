import type { Lease, LeaseRequest } from "../store/lease-events";

/** A full bucket holds what so many seconds bring. */
const burstSeconds = 2;

/** An instance takes what so many seconds bring, and takes more when half of that is left. */
const sliceSeconds = 0.1;

/** Whether a request's events may pass; how many could next; how long until the bucket is full, or they pass after all. */
export type Admission = { admitted: boolean; available: number; waitMs: number };

type KeyRateOptions = {
  keyId: string;
  /** Events a second. */
  rate: number;
  lease: (request: LeaseRequest) => Promise<Lease>;
  /** A clock that never turns back. */
  now?: () => number;
};

/**
 * The rate of one key as this instance sees it: a token bucket, one token an event. The bucket itself is a row of the
 * database that all instances share. Each takes tokens out of it in slices and spends them in memory, so that hardly
 * any request waits for the database: a slice is renewed when half of it is left, concurrent requests share one renewal,
 * and a bucket known to be empty isn't asked again before it can have half a slice. So the busiest key costs twenty round
 * trips a second, and a flood over its limit no more.
 *
 * In any time t the instances together admit at most burst + rate × t events, and what each of them held when it began,
 * which is at most a slice.
 *
 * rate-limiter-flexible's store for PostgreSQL was the alternative (its memory store throttles logins). It counts in fixed
 * windows, so that twice the burst passes around a window's seam; it counts what it refuses; and it can't be asked for
 * "what is left, up to so many", which is what a lease is.
 */
export class KeyRate {
  readonly rate: number;
  readonly burst: number;
  readonly #options: KeyRateOptions;
  readonly #now: () => number;
  readonly #slice: number;
  #held = 0;
  /** What the bucket had left when it was last asked. */
  #level: number;
  #levelAtMs: number;
  /** Events of the requests that wait for a renewal. */
  #waiting = 0;
  #renewal: Promise<void> | null = null;

  constructor(options: KeyRateOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.rate = options.rate;
    this.burst = burstSeconds * options.rate;
    this.#slice = Math.max(1, Math.floor(sliceSeconds * options.rate));
    this.#level = this.burst;
    this.#levelAtMs = this.#now();
  }

  /**
   * Whether `events` may pass; at once, without a promise, while the slice has them. A full bucket lets more pass than it
   * holds, or such a batch never could, and owes them then. Rejects when the database must be asked and can't be reached.
   */
  admit(events: number): Admission | Promise<Admission> {
    return this.#spend(events) ?? this.#renewAndSpend(events);
  }

  /** Whether a new one would do as well. */
  isForgettable(): boolean {
    return this.#renewal === null && this.#waiting === 0 && this.#levelNow() >= this.burst;
  }

  #spend(events: number): Admission | null {
    if (events > this.#held) return null;
    this.#held -= events;
    if (this.#held < this.#slice / 2 && events > 0 && !this.#renewal && this.#isWorthAsking(0)) {
      // Nobody waits for this one. If it fails, whoever needs the next hears why.
      this.#renew(0).catch(() => {});
    }
    return { admitted: true, available: this.#reachable(), waitMs: this.#msUntil(this.burst) };
  }

  async #renewAndSpend(events: number): Promise<Admission> {
    this.#waiting += events;
    try {
      for (;;) {
        if (this.#renewal) await this.#renewal;
        else if (this.#isWorthAsking(events)) await this.#renew(events);
        else return { admitted: false, available: this.#reachable(), waitMs: this.#msUntilWorthAsking(events) };
        const admission = this.#spend(events);
        if (admission) return admission;
      }
    } finally {
      this.#waiting -= events;
    }
  }

  #renew(events: number): Promise<void> {
    const { keyId, lease } = this.#options;
    const { rate, burst } = this;
    const least = Math.min(events, burst) - this.#held;
    const needed = events - this.#held;
    const wanted = this.#waiting + this.#slice - this.#held;
    this.#renewal = lease({ keyId, rate, burst, least, needed, wanted })
      .then(({ granted, level }) => {
        this.#held += granted;
        this.#level = level;
        this.#levelAtMs = this.#now();
      })
      .finally(() => {
        this.#renewal = null;
      });
    return this.#renewal;
  }

  /** At most what the bucket has now: other instances may have taken of it. */
  #levelNow(): number {
    return Math.min(this.burst, this.#level + (this.rate * (this.#now() - this.#levelAtMs)) / 1_000);
  }

  #reachable(): number {
    return Math.min(this.burst, this.#held + this.#levelNow());
  }

  #isWorthAsking(events: number): boolean {
    return this.#msUntilWorthAsking(events) <= 0;
  }

  #msUntilWorthAsking(events: number): number {
    const msUntilHalfASlice = ((this.#slice / 2 - this.#levelNow()) / this.rate) * 1_000;
    return Math.max(this.#msUntil(Math.min(events, this.burst)), msUntilHalfASlice);
  }

  #msUntil(reachable: number): number {
    return ((reachable - this.#reachable()) / this.rate) * 1_000;
  }
}
