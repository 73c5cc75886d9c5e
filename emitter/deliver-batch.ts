import { backoffMs } from "./backoff";
import type { SendOutcome } from "./send-batch";

/** How some events ended: acknowledged and so durable, or refused for good and why. */
export type Settlement = { ending: "stored" | "refused"; events: number; message: string };

/** What delivering needs from outside: one request, the clock, and where to report. */
export type Delivery = {
  retriesMax: number;
  /** Null where no request may go out now. */
  send(events: readonly string[]): Promise<SendOutcome | null>;
  pause(durationMs: number): Promise<void>;
  /** Told of the events in their order, each once. */
  settle(settlement: Settlement): void;
  onRetry(): void;
};

/** Of a batch not all of whose events are settled: the retries are used up, or no request may go out. */
export type Unsettled = { events: number; reason: "exhausted" | "interrupted"; message: string };

/**
 * Sends a batch until every event of it is settled: the same events again after trouble, in halves after a 413. Null
 * when they all are, else how many from the end are not.
 */
export async function deliverBatch(events: readonly string[], delivery: Delivery): Promise<Unsettled | null> {
  const { retriesMax, send, pause, settle, onRetry } = delivery;
  let message = "";
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await send(events);
    if (outcome === null) return { events: events.length, reason: "interrupted", message };
    if (attempt > 0) onRetry();
    switch (outcome.kind) {
      case "stored":
        settle({ ending: "refused", events: outcome.refused, message: outcome.message });
        settle({ ending: "stored", events: events.length - outcome.refused, message: "" });
        return null;
      case "refused":
        settle({ ending: "refused", events: events.length, message: outcome.message });
        return null;
      case "tooLarge":
        if (events.length > 1) return deliverHalves(events, delivery);
        settle({ ending: "refused", events: 1, message: "Sightline answered 413: an event is too large." });
        return null;
      case "unreachable":
        message = outcome.message;
        if (attempt >= retriesMax) return { events: events.length, reason: "exhausted", message };
        await pause(outcome.retryAfterMs ?? backoffMs(attempt));
    }
  }
}

async function deliverHalves(events: readonly string[], delivery: Delivery): Promise<Unsettled | null> {
  const middle = Math.ceil(events.length / 2);
  const second = events.slice(middle);
  const left = await deliverBatch(events.slice(0, middle), delivery);
  return left ? { ...left, events: left.events + second.length } : deliverBatch(second, delivery);
}
