import { backoffMs } from "./backoff";
import type { SendOutcome } from "./send-batch";

/** How some events ended: acknowledged and so durable, or dropped and why. */
export type Settlement = { ending: "stored" | "refused" | "network"; events: number; message: string };

/** What delivering needs from outside: one request, the clock, and where to report. */
export type Delivery = {
  retriesMax: number;
  send(events: readonly string[]): Promise<SendOutcome>;
  pause(durationMs: number): Promise<void>;
  settle(settlement: Settlement): void;
};

/** Sends a batch until every event of it is settled: the same events again after trouble, in halves after a 413. */
export async function deliverBatch(events: readonly string[], delivery: Delivery): Promise<void> {
  const { retriesMax, send, pause, settle } = delivery;
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await send(events);
    switch (outcome.kind) {
      case "stored":
        settle({ ending: "refused", events: outcome.refused, message: outcome.message });
        settle({ ending: "stored", events: events.length - outcome.refused, message: "" });
        return;
      case "refused":
        settle({ ending: "refused", events: events.length, message: outcome.message });
        return;
      case "tooLarge": {
        if (events.length === 1) {
          settle({ ending: "refused", events: 1, message: "Sightline answered 413: an event is too large." });
          return;
        }
        const middle = Math.ceil(events.length / 2);
        await deliverBatch(events.slice(0, middle), delivery);
        await deliverBatch(events.slice(middle), delivery);
        return;
      }
      case "unreachable":
        if (attempt >= retriesMax) {
          settle({ ending: "network", events: events.length, message: outcome.message });
          return;
        }
        await pause(outcome.retryAfterMs ?? backoffMs(attempt));
    }
  }
}
