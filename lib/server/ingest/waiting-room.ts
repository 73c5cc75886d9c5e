/** What a request brings along: `weight` is about its size in memory. */
export type Load = { events: number; weight: number };

export type Fullness = "workspace_full" | "instance_full";

/**
 * How much may wait to be stored, in memory: one bound for each workspace, so that a runaway leaves room for the
 * others, and one for all of them. What is in flight counts until it has committed.
 */
export class WaitingRoom {
  events = 0;
  readonly #weightMax: number;
  readonly #workspaceWeightMax: number;
  readonly #weights = new Map<number, number>();
  #weight = 0;

  constructor({ weightMax, workspaceWeightMax }: { weightMax: number; workspaceWeightMax: number }) {
    this.#weightMax = weightMax;
    this.#workspaceWeightMax = workspaceWeightMax;
  }

  /** What is too full for so much more; null where there is room. */
  fullness(workspaceId: number, weight: number): Fullness | null {
    if ((this.#weights.get(workspaceId) ?? 0) + weight > this.#workspaceWeightMax) return "workspace_full";
    return this.#weight + weight > this.#weightMax ? "instance_full" : null;
  }

  /** Lets a request in (null), or says what is full. */
  enter(workspaceId: number, { events, weight }: Load): Fullness | null {
    const full = this.fullness(workspaceId, weight);
    if (full) return full;
    this.#weights.set(workspaceId, (this.#weights.get(workspaceId) ?? 0) + weight);
    this.#weight += weight;
    this.events += events;
    return null;
  }

  leave(workspaceId: number, { events, weight }: Load): void {
    const left = (this.#weights.get(workspaceId) ?? 0) - weight;
    if (left > 0) this.#weights.set(workspaceId, left);
    else this.#weights.delete(workspaceId);
    this.#weight -= weight;
    this.events -= events;
  }
}
