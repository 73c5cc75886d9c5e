import { useCallback, useMemo, useState } from "react";
import type { AgentEvent } from "@/lib/contract/event";
import type { ListLines, RowAt } from "./list-lines";
import { usePicked } from "./use-picked";
import { useRowChoices } from "./use-row-choices";
import type { useTimelineAddress } from "./use-timeline-address";

/** How a page's rows look, which are selected, and where the keyboard is among them. */
export function useListLines(address: ReturnType<typeof useTimelineAddress>) {
  const { openId } = address;
  const choices = useRowChoices(address);
  const { columns, density } = choices;
  const picked = usePicked();
  const { events, toggle, reach } = picked;
  const [at, setAt] = useState<RowAt | null>(null);
  const onAt = useCallback(
    (eventId: string) => setAt((now) => (now?.eventId === eventId ? now : { eventId, focus: false })),
    [],
  );
  const goTo = useCallback((eventId: string) => setAt({ eventId, focus: true }), []);
  const onPick = useCallback(
    (event: AgentEvent, listed: readonly AgentEvent[] | null) => {
      if (listed) reach(event, listed, openId);
      else toggle(event);
    },
    [reach, toggle, openId],
  );
  const lines: ListLines = useMemo(
    () => ({ columns, density, picked: events, onPick, at, onAt }),
    [columns, density, events, onPick, at, onAt],
  );
  return { lines, choices, picked, at: at?.eventId ?? openId, goTo };
}
