import type { EventDraft, JsonObject, JsonValue } from "../draft";
import { type Cut, cutOf } from "./cut";
import type { CommandAgent } from "./hook-agents";
import { eventOfHook } from "./hook-event";
import { hookPayloadOf } from "./hook-payload";

/**
 * One hook payload of an agent (parsed JSON) as an event: the very one that Sightline's own door for that agent makes of
 * it. Never refuses content: an unknown hook becomes `custom.<its_name>`, and what is too large or can't be stored is cut
 * and listed in `metadata.truncated`. Where the payload names its action the id is made from that name, so the same payload
 * is the same event however often and by whatever way it is delivered; elsewhere there is none, and the emitter gives one.
 */
export function draftFromHook(agent: CommandAgent, payload: JsonValue, cutsBefore: readonly Cut[] = []): EventDraft {
  const read = hookPayloadOf(payload);
  const cuts = read.isWhole ? cutsBefore : [cutOf("metadata", "size", payload)];
  const event = eventOfHook(agent, read, cuts);
  return { ...event, metadata: JSON.parse(event.metadata) as JsonObject };
}
