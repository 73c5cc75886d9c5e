import { useMemo } from "react";
import type { AgentEvent } from "@/lib/contract/event";
import { seenValues } from "@/lib/timeline/seen-values";
import { agentLabels } from "./agent-labels";
import { valueLabel } from "./filter-words";

/** The newest thousand tell the values well enough; a full list would be counted again with every batch. */
const sampleMax = 1_000;

/** Which values the fields of the events in view have, and how agents among them are called. `read` changes when a page comes. */
export function useSeenValues(shown: readonly AgentEvent[], read: unknown) {
  const sampled = Math.min(sampleMax, shown.length);
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted when a page comes or the sample grows, not with each batch.
  return useMemo(() => {
    const sample = shown.slice(0, sampled);
    return { suggest: (field: string) => seenValues(sample, field), labelOf: valueLabel(agentLabels(sample)) };
  }, [sampled, read]);
}
