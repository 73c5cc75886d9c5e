import { correlateDraft } from "./correlation/correlate-draft";
import type { EventDraft } from "./draft";
import { uuid7 } from "./uuid7";

/**
 * The draft as JSON text, with an id, a time and the ids of the correlation around it, taken at once so that the host
 * may go on changing its object.
 * Throws where the draft can't be said in JSON: a cycle, a BigInt, a getter that throws, no object at all.
 */
export function encodeDraft(draft: EventDraft, source: string | undefined): string {
  if (typeof draft !== "object" || draft === null || Array.isArray(draft)) throw new TypeError("Not an object.");
  const nowMs = Date.now();
  const given = correlateDraft(isPlain(draft) ? draft : plainCopy(draft));
  // What is added is added to the text: writing a copy of the object costs three times as much as writing the object.
  let added = "";
  if (given.event_id === undefined) added += `,"event_id":"${uuid7(nowMs)}"`;
  if (given.timestamp === undefined) added += `,"timestamp":"${isoTime(nowMs)}"`;
  if (given.source === undefined && source !== undefined) added += `,"source":${JSON.stringify(source)}`;
  const text = JSON.stringify(given);
  return text === "{}" ? `{${added.slice(1)}}` : `${text.slice(0, -1)}${added}}`;
}

/** Whether JSON says of the object what reading its fields says. */
function isPlain(draft: EventDraft): boolean {
  const { event_id, timestamp, source } = draft as Record<string, unknown>;
  return (
    event_id !== null &&
    timestamp !== null &&
    source !== null &&
    Object.getPrototypeOf(draft) === Object.prototype &&
    !("toJSON" in draft)
  );
}

/** Fields behind a prototype's getters are read too, nulls mean absent, and no `toJSON` has a say. */
function plainCopy(draft: EventDraft): EventDraft {
  const { toJSON: _, ...fields } = draft as EventDraft & { toJSON?: unknown };
  const event_id = draft.event_id ?? undefined;
  return { ...fields, event_id, timestamp: draft.timestamp ?? undefined, source: draft.source ?? undefined };
}

let lastMs = Number.NaN;
let lastTime = "";

/** Many events share a millisecond. */
function isoTime(ms: number): string {
  if (ms !== lastMs) lastTime = new Date(ms).toISOString();
  lastMs = ms;
  return lastTime;
}
