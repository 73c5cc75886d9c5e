import type { EmitterStats } from "./stats";

/** `failing`: nothing gets through; `degraded`: it does or soon will, but there is trouble to look at. */
export type HealthStatus = "ok" | "degraded" | "failing";

/** How an emitter is: `reasons` says why it is not ok, in sentences. */
export type EmitterHealth = { name: string; status: HealthStatus; reasons: string[]; stats: EmitterStats };

/** Of several emitters: the worst of them, and each. */
export type Health = { status: HealthStatus; emitters: EmitterHealth[] };

/** A buffer this full will soon drop events. */
const fullShare = 0.8;

/** How an emitter is by its statistics, and the number of events that may wait in memory. */
export function healthOf(name: string, stats: EmitterStats, bufferEventsMax: number): EmitterHealth {
  const { breaker, lastError, lastSuccess, dropped } = stats;
  const reasons: string[] = [];
  const isFailing = breaker !== "closed";
  if (isFailing) reasons.push(`Requests are held back (breaker ${breaker}): ${lastError?.message ?? "several failed"}`);
  else if (lastError && (lastSuccess === null || lastError.at > lastSuccess)) reasons.push(lastError.message);
  const inMemory = stats.queued - stats.spooled;
  if (inMemory >= bufferEventsMax * fullShare) {
    reasons.push(`The buffer is nearly full: ${inMemory} of ${bufferEventsMax} events.`);
  }
  const drops = Object.entries(dropped).filter(([, events]) => events > 0);
  if (drops.length > 0) {
    reasons.push(`Events were dropped: ${drops.map(([reason, events]) => `${events} ${reason}`).join(", ")}.`);
  }
  return { name, status: isFailing ? "failing" : reasons.length > 0 ? "degraded" : "ok", reasons, stats };
}

/** How several emitters are at once, for a host's own health endpoint. */
export function collectHealth(emitters: readonly { health(): EmitterHealth }[]): Health {
  const all = emitters.map((emitter) => emitter.health());
  const worst = (["failing", "degraded"] as const).find((status) => all.some((one) => one.status === status));
  return { status: worst ?? "ok", emitters: all };
}
