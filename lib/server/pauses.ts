const heldMsMax = 8;

/** Long work in pieces: between them whatever else waits gets its turn, before the event loop was held for long. */
export class Pauses {
  #sinceMs = performance.now();

  /** To be asked between two pieces. */
  get isDue(): boolean {
    return performance.now() - this.#sinceMs > heldMsMax;
  }

  async take(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#sinceMs = performance.now();
  }
}
