import { processState } from "../process-state";

/** How often an idle reader looks whether it has to say something. One timer for all: one each would cost more than the rest. */
const everyMs = 1_000;

const heartbeat = processState("heartbeat", () => ({
  readers: new Set<() => void>(),
  timer: null as NodeJS.Timeout | null,
}));

/** Calls `reader` once a second until the answered function is called. */
export function onHeartbeat(reader: () => void): () => void {
  heartbeat.readers.add(reader);
  heartbeat.timer ??= setInterval(() => {
    for (const each of heartbeat.readers) each();
  }, everyMs);
  return () => {
    heartbeat.readers.delete(reader);
    if (heartbeat.readers.size > 0 || !heartbeat.timer) return;
    clearInterval(heartbeat.timer);
    heartbeat.timer = null;
  };
}
