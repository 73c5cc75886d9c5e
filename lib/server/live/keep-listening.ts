import { randomUUID } from "node:crypto";
import { log } from "../log";
import { metrics } from "../metrics";
import type { WakeUps } from "../store/wake-ups";
import { pause } from "./pause";

const retryFirstMs = 100;
const retryMaxMs = 30_000;
const probeEveryMs = 5_000;
const echoWithinMs = 3_000;

/** A message that says nothing but that it came; news never begin so. */
const probeMark = "?";

type ListeningOptions = {
  wakeUps: WakeUps;
  onMessage: (message: string) => void;
  signal: AbortSignal;
  /** How often it is tried whether anything would be heard. */
  everyMs?: number;
};

/**
 * Hears other instances until `signal` aborts, over one connection after the other. That a connection is open proves
 * nothing: its other end may have died without a word, or be a pooler that gives what we listen for to somebody else. So
 * every few seconds a message of our own must come back, or another connection is tried, with growing pauses.
 */
export async function keepListening({ wakeUps, onMessage, signal, everyMs = probeEveryMs }: ListeningOptions) {
  let failures = 0;
  let lost: string | null = null;

  const heard = () => {
    failures = 0;
    metrics.wakeUpsHeard.set(1);
    if (lost !== null) log.info({}, `wake-ups are heard again by ${wakeUps.name}`);
    lost = null;
  };
  const unheard = (reason: string) => {
    metrics.wakeUpsHeard.set(0);
    if (lost === null && !signal.aborted) {
      log.warn({ reason }, `no wake-ups are heard by ${wakeUps.name}: readers poll once a second meanwhile`);
    }
    lost = reason;
  };

  while (!signal.aborted) {
    unheard(await listenOnce({ wakeUps, onMessage, onEcho: heard, signal, everyMs }));
    const delayMs = Math.min(retryMaxMs, retryFirstMs * 2 ** failures) * (0.5 + Math.random() / 2);
    failures += 1;
    await pause(delayMs, signal);
  }
}

/** One connection; answers why it is no more. */
async function listenOnce(options: Required<ListeningOptions> & { onEcho: () => void }): Promise<string> {
  const { wakeUps, onMessage, onEcho, signal, everyMs } = options;
  const ended = new AbortController();
  const end = () => ended.abort("the connection ended");
  signal.addEventListener("abort", end);
  let onProbe = (_probe: string) => {};

  /** Whether a message of our own comes back. */
  async function echoes(): Promise<boolean> {
    const probe = probeMark + randomUUID();
    const patience = new AbortController();
    const stop = () => patience.abort();
    ended.signal.addEventListener("abort", stop);
    let came = false;
    onProbe = (heard) => {
      came ||= heard === probe;
      if (came) stop();
    };
    wakeUps.send(probe).catch(stop);
    await pause(echoWithinMs, patience.signal);
    ended.signal.removeEventListener("abort", stop);
    return came;
  }

  async function probe(): Promise<void> {
    let reason = "no message of our own came back: behind a transaction pooler none does, set REDIS_URL there";
    while (!ended.signal.aborted) {
      if (!(await echoes())) return ended.abort(reason);
      reason = "a message of our own did not come back";
      onEcho();
      await pause(everyMs, ended.signal);
    }
  }

  try {
    await wakeUps.listen({
      onListening: () => void probe(),
      onMessage: (message) => (message.startsWith(probeMark) ? onProbe(message) : onMessage(message)),
      signal: ended.signal,
    });
    end();
    return String(ended.signal.reason);
  } catch (error) {
    return String(error);
  } finally {
    end();
    signal.removeEventListener("abort", end);
  }
}
