import type { EventPage } from "../contract/query";
import { ApiProblem } from "./api";
import { backoffMs } from "./backoff";
import type { StreamPlatform } from "./stream-platform";
import type { StreamState } from "./stream-state";

export type PageReaderOptions = {
  platform: StreamPlatform;
  onPage(page: EventPage): void;
  /** What a failed page says; it is tried again only where that may help. */
  onTrouble(state: Extract<StreamState, { kind: "reconnecting" | "signed-out" | "gone" }>): void;
};

/** Reads one page at a time, again and again until it comes. */
export class PageReader {
  readonly #options: PageReaderOptions;
  #reading: AbortController | null = null;
  #cancelNext: (() => void) | null = null;
  #address = "";
  #failures = 0;
  #failingSinceMs = 0;

  constructor(options: PageReaderOptions) {
    this.#options = options;
  }

  get isBusy(): boolean {
    return this.#reading !== null || this.#cancelNext !== null;
  }

  read(address: string): void {
    this.stop();
    this.#address = address;
    void this.#read();
  }

  readIn(ms: number, address: string): void {
    this.stop();
    this.#address = address;
    this.#cancelNext = this.#options.platform.after(ms, () => this.read(address));
  }

  /** Ends a wait for the next try. */
  wake(): void {
    if (this.#cancelNext) this.read(this.#address);
  }

  stop(): void {
    this.#reading?.abort();
    this.#reading = null;
    this.#cancelNext?.();
    this.#cancelNext = null;
  }

  async #read(): Promise<void> {
    const { platform, onPage, onTrouble } = this.#options;
    const reading = new AbortController();
    this.#reading = reading;
    let page: EventPage;
    try {
      page = await platform.readPage(this.#address, reading.signal);
    } catch (error) {
      if (reading.signal.aborted) return;
      this.#reading = null;
      if (!(error instanceof ApiProblem)) throw error;
      if (error.status === 401) return onTrouble({ kind: "signed-out" });
      if (error.status === 403 || error.status === 404) return onTrouble({ kind: "gone" });
      if (this.#failures === 0) this.#failingSinceMs = platform.now();
      const delayMs = backoffMs(this.#failures, platform.random());
      this.#failures += 1;
      this.readIn(delayMs, this.#address);
      return onTrouble({ kind: "reconnecting", sinceMs: this.#failingSinceMs, nextTryMs: platform.now() + delayMs });
    }
    if (reading.signal.aborted) return;
    this.#reading = null;
    this.#failures = 0;
    onPage(page);
  }
}
