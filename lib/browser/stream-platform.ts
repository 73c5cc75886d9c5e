/** What the live client needs of an EventSource; the browser's own fits. */
export type StreamSource = {
  addEventListener(name: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
};

/** Everything that the live client takes from its surroundings. Each registration answers its own undoing. */
export type StreamPlatform = {
  open(address: string): StreamSource;
  now(): number;
  random(): number;
  after(ms: number, run: () => void): () => void;
  /** Calls when a new try is worth it at once: the network came back, or somebody looks at the page again. */
  onWake(run: () => void): () => void;
};

export const browserPlatform: StreamPlatform = {
  open: (address) => new EventSource(address),
  now: () => Date.now(),
  random: () => Math.random(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  onWake(run) {
    const onVisible = () => {
      if (document.visibilityState === "visible") run();
    };
    window.addEventListener("online", run);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      window.removeEventListener("online", run);
      document.removeEventListener("visibilitychange", onVisible);
    };
  },
};
