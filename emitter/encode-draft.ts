import type { EventDraft } from "./draft";
import { uuid7 } from "./uuid7";

/**
 * The draft as JSON text, with an id and a time, taken at once so that the host may go on changing its object.
 * Throws where the draft can't be said in JSON: a cycle, a BigInt, a getter that throws, no object at all.
 */
export function encodeDraft(draft: EventDraft, source: string | undefined): string {
  if (typeof draft !== "object" || draft === null || Array.isArray(draft)) throw new TypeError("Not an object.");
  const nowMs = Date.now();
  return JSON.stringify({
    ...draft,
    event_id: draft.event_id ?? uuid7(nowMs),
    timestamp: draft.timestamp ?? new Date(nowMs).toISOString(),
    source: draft.source ?? source,
  });
}
