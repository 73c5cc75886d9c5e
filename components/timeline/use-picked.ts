import { useCallback, useMemo, useState } from "react";
import type { AgentEvent } from "@/lib/contract/event";

type Picked = { events: ReadonlyMap<string, AgentEvent>; last: string | null };

/** The events that a person has selected, by id, whatever the filter shows meanwhile. */
export function usePicked() {
  const [picked, setPicked] = useState<Picked>(none);

  const toggle = useCallback((event: AgentEvent) => {
    setPicked(({ events }) => {
      const next = new Map(events);
      if (!next.delete(event.event_id)) next.set(event.event_id, event);
      return { events: next, last: event.event_id };
    });
  }, []);

  /** Selects all from the one that was selected or opened last up to this one, among the events as they stand in the list. */
  const reach = useCallback((event: AgentEvent, listed: readonly AgentEvent[], anchor: string | null) => {
    setPicked(({ events, last }) => {
      const at = (id: string | null) => listed.findIndex(({ event_id }) => event_id === id);
      const to = at(event.event_id);
      const from = [last, anchor].map(at).find((index) => index !== -1) ?? to;
      const range = listed.slice(Math.min(from, to), Math.max(from, to) + 1);
      return {
        events: new Map([...events, ...range.map((one) => [one.event_id, one] as const)]),
        last: event.event_id,
      };
    });
  }, []);

  const clear = useCallback(() => setPicked(none), []);
  return useMemo(() => ({ events: picked.events, toggle, reach, clear }), [picked.events, toggle, reach, clear]);
}

const none: Picked = { events: new Map(), last: null };
