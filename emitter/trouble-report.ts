import type { EmitterTrouble } from "./stats";

/** A host's log is not ours to fill: an outage is told of now and then. */
const lineIntervalMs = 10_000;

/**
 * Tells the host of trouble. Without an `onError`, by a line on stderr at most every ten seconds, which then also counts
 * what was dropped since the last one. The host's own mistakes must not come back to it out of `emit`.
 */
export function createTroubleReport(
  onError: ((trouble: EmitterTrouble) => void) | undefined,
  nowMs: () => number,
): (trouble: EmitterTrouble) => void {
  let untoldEvents = 0;
  let nextLineAtMs = Number.NEGATIVE_INFINITY;

  function writeLine({ events, message }: EmitterTrouble): void {
    untoldEvents += events;
    if (nowMs() < nextLineAtMs) return;
    nextLineAtMs = nowMs() + lineIntervalMs;
    console.warn(`sightline: ${message}${untoldEvents > 0 ? ` ${untoldEvents} events were dropped.` : ""}`);
    untoldEvents = 0;
  }

  return (trouble) => {
    try {
      (onError ?? writeLine)(trouble);
    } catch {
      // Told is told.
    }
  };
}
