/**
 * Keeps answers for a moment, so that a hot path asks the database once a second and not once a request. Callers that
 * come while an answer is on its way share it; a failure is not kept.
 */
export class RecentCache<T> {
  readonly #entries = new Map<string, { untilMs: number; answer: Promise<T> }>();
  readonly #ttlMs: number;
  readonly #entriesMax: number;

  constructor({ ttlMs, entriesMax }: { ttlMs: number; entriesMax: number }) {
    this.#ttlMs = ttlMs;
    this.#entriesMax = entriesMax;
  }

  get(key: string, load: () => Promise<T>): Promise<T> {
    const nowMs = Date.now();
    const kept = this.#entries.get(key);
    if (kept && kept.untilMs > nowMs) return kept.answer;
    const answer = load();
    this.#entries.delete(key);
    if (this.#entries.size >= this.#entriesMax) this.#entries.clear();
    this.#entries.set(key, { untilMs: nowMs + this.#ttlMs, answer });
    answer.catch(() => {
      if (this.#entries.get(key)?.answer === answer) this.#entries.delete(key);
    });
    return answer;
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }
}
