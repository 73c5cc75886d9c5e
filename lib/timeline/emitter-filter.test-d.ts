import type { StreamFilter } from "@/emitter";
import type { TimelineFilter } from "./filter";

// The emitter's filter is a type of its own: this file doesn't compile once it and the filter language differ.

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type StreamedField = Exclude<keyof TimelineFilter, "since" | "until">;

export const emitterNamesEveryField: Same<keyof StreamFilter, StreamedField> = true;
export const emitterTakesEveryValue: Omit<TimelineFilter, "since" | "until"> extends StreamFilter ? true : false = true;
