/**
 * A way for instances to wake each other. What it carries is only "there is more": whoever misses it polls, so it may
 * lose what it likes.
 */
export type WakeUps = {
  /** As the process's log calls it. */
  name: string;
  /** Tells every instance that listens. Never a part of an append's transaction. */
  send(message: string): Promise<void>;
  /**
   * Listens over one connection until that breaks or `signal` aborts; resolves then. Rejects when it can't connect.
   * `onListening` is called once nothing that is sent from then on should be missed.
   */
  listen(options: ListenOptions): Promise<void>;
};

export type ListenOptions = {
  onListening: () => void;
  onMessage: (message: string) => void;
  signal: AbortSignal;
};

/** What instances agree on, whichever way they take. */
export const wakeUpChannel = "sightline_news";
