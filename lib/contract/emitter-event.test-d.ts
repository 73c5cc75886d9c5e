import type { AgentEvent as EmittersEvent } from "@/emitter";
import type { StreamFrames as EmittersFrames } from "@/emitter/stream-position";
import type { AgentEvent } from "./event";
import type { StreamFrames } from "./stream";

// As for the draft: this file doesn't compile once what `follow` reads and what the stream writes differ.

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

export const followYieldsWhatIsStored: Same<EmittersEvent, AgentEvent> = true;
/** `follow` asks for no windows, so no batch comes. */
export const followReadsEveryFrame: Same<EmittersFrames, Omit<StreamFrames, "batch">> = true;
