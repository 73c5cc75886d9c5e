import type { EventDraft } from "../draft";
import { currentCorrelation } from "./correlation";

/** The draft with the ids of the correlation in which it is emitted, unless it brings its own, on top or in metadata. */
export function correlateDraft(draft: EventDraft): EventDraft {
  const here = currentCorrelation();
  if (!here) return draft;
  const { correlation_id, trace_id, metadata } = draft;
  return {
    ...draft,
    correlation_id: correlation_id ?? (metadata?.correlation_id == null ? here.correlation_id : undefined),
    trace_id: trace_id ?? (metadata?.trace_id == null ? here.trace_id : undefined),
  };
}
