import type { Emitter } from "./create-emitter";
import type { EventDraft } from "./draft";

/** What an event is told to: an emitter, or whatever stands in for one. */
export type EventSink = Pick<Emitter, "emit">;

/**
 * Emits what `make` puts together of the host's own objects. Where they can't be read (a getter that throws), the
 * emitter refuses and counts the event as it does others that can't be written; nothing comes back to the host.
 */
export function emitMade(emitterOf: () => EventSink, make: () => EventDraft): void {
  try {
    emitterOf().emit(madeOrNothing(make));
  } catch {
    // There is no emitter, or something that stands in for one throws.
  }
}

function madeOrNothing(make: () => EventDraft): EventDraft {
  try {
    return make();
  } catch {
    return null as unknown as EventDraft;
  }
}
