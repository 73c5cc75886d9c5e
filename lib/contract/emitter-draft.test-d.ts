import type { EventDraft as EmittersDraft } from "@/emitter";
import type { EventDraft } from "./draft";

// The emitter imports nothing of ours, so its draft is a type of its own: this file doesn't compile once they differ.

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

export const emitterWritesWhatIngestAccepts: Same<EmittersDraft, EventDraft> = true;
