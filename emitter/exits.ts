/** A listener on a signal takes away what Node does by itself, so this one does it in Node's place. */
const signals = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/** One emitter's flush at the end of the process: bounded in time, never rejecting. */
type ExitFlush = (why: "idle" | "signal") => Promise<void>;

type Exits = { flushes: Set<ExitFlush>; listen(): void; ignore(): void };

/**
 * Flushes when the process runs out of work, and on signals. Several emitters, and several copies of this module, share
 * one listener: it ends the process by the signal that came unless the host listens too, and each of ours would look
 * like a host to the others. Call the result when there is nothing to flush any more.
 */
export function onExit(flush: ExitFlush): () => void {
  const shared = globalThis as { [exitsKey]?: Exits };
  shared[exitsKey] ??= createExits();
  const exits = shared[exitsKey];
  if (exits.flushes.size === 0) exits.listen();
  exits.flushes.add(flush);
  return () => {
    if (exits.flushes.delete(flush) && exits.flushes.size === 0) exits.ignore();
  };
}

const exitsKey = Symbol.for("sightline.emitter.exits");

function createExits(): Exits {
  const flushes = new Set<ExitFlush>();
  let leaving = false;
  const flushAll = (why: "idle" | "signal") => Promise.all([...flushes].map((flush) => flush(why)));
  const onBeforeExit = () => void flushAll("idle");

  function onSignal(signal: NodeJS.Signals): void {
    // Asked before any listener of the host has run: one that listens once is gone afterwards.
    const isHosts = process.listenerCount(signal) > 1;
    if (isHosts) {
      stepAside(signal);
      void flushAll("signal");
      return;
    }
    const end = () => {
      ignore();
      process.kill(process.pid, signal);
    };
    // Who sends it twice doesn't want to wait.
    if (leaving) end();
    else void flushAll("signal").then(end);
    leaving = true;
  }

  /** Some of the host's libraries end the process where they alone listen: while they look, this is not there. */
  function stepAside(signal: NodeJS.Signals): void {
    process.off(signal, onSignal);
    setImmediate(() => {
      if (flushes.size > 0 && !process.listeners(signal).includes(onSignal)) process.prependListener(signal, onSignal);
    });
  }

  function ignore(): void {
    process.off("beforeExit", onBeforeExit);
    for (const signal of signals) process.off(signal, onSignal);
  }

  return {
    flushes,
    listen() {
      process.on("beforeExit", onBeforeExit);
      for (const signal of signals) process.prependListener(signal, onSignal);
    },
    ignore,
  };
}
