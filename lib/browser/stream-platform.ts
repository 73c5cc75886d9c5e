import type { EventPage } from "../contract/query";
import { apiFetch } from "./api";

/** What the live client needs of an EventSource; the browser's own fits. */
export type StreamSource = {
  addEventListener(name: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
};

/** Everything that the live client takes from its surroundings. Each registration answers its own undoing. */
export type StreamPlatform = {
  open(address: string): StreamSource;
  readPage(address: string, signal: AbortSignal): Promise<EventPage>;
  now(): number;
  random(): number;
  after(ms: number, run: () => void): () => void;
  /** Calls within a moment in which more may come: a thousand events a second must not mean a thousand renderings. */
  soon(run: () => void): () => void;
  /** Calls when a new try is worth it at once: the network came back, or somebody looks at the page again. */
  onWake(run: () => void): () => void;
};

const momentMs = 50;

export const browserPlatform: StreamPlatform = {
  open: (address) => new EventSource(address),
  readPage: (address, signal) => apiFetch<EventPage>(address, { signal }),
  now: () => Date.now(),
  random: () => Math.random(),
  after,
  // Timers of a page that nobody sees are slowed to one a second or a minute, but it may be reading for other tabs.
  soon: (run) => (document.visibilityState === "visible" ? after(momentMs, run) : afterThisTurn(run)),
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

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

function afterThisTurn(run: () => void): () => void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    run();
  };
  port2.postMessage(null);
  return () => port1.close();
}
