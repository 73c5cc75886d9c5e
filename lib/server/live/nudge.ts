/** Lets one loop sleep until somebody nudges it; a nudge that comes while it is busy is kept for the next sleep. */
export class Nudge {
  #pending = false;
  #wake: (() => void) | null = null;

  /** Always the same function, to be handed to listeners. */
  readonly give = (): void => {
    const wake = this.#wake;
    this.#wake = null;
    if (wake) wake();
    else this.#pending = true;
  };

  /** Resolves at the next nudge, or at once if one is pending. For one sleeper at a time. */
  taken(): Promise<void> {
    if (this.#pending) {
      this.#pending = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
