import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { formatFilter, parseFilter, type TimelineFilter } from "@/lib/timeline/filter";

const eventParam = "event";

/**
 * The address is the state: the filter, in the one filter language, and the event that is open. `fixed` narrows the
 * filter further without standing in the address.
 */
export function useTimelineAddress(fixed: TimelineFilter) {
  const search = useSearchParams();
  const path = usePathname();
  const query = search.toString();
  const parsed = useMemo(() => parseFilter(new URLSearchParams(query), { besides: [eventParam] }), [query]);
  const chosen = parsed.ok ? parsed.filter : nothing;
  // The same filter stays the same object while only the open event changes: the stream must not begin anew for it.
  const written = formatFilter(chosen).toString();
  const own = useMemo(() => {
    const again = parseFilter(new URLSearchParams(written));
    return again.ok ? again.filter : nothing;
  }, [written]);
  const filter = useMemo(() => ({ ...own, ...fixed }), [own, fixed]);
  const openId = search.get(eventParam);

  const setFilter = useCallback(
    (next: TimelineFilter) => {
      const params = formatFilter(next);
      if (openId !== null) params.set(eventParam, openId);
      window.history.pushState(null, "", addressOf(path, params));
    },
    [path, openId],
  );

  /** Stepping from one open event to the next leaves no trail in the history; opening and closing does. */
  const openEvent = useCallback(
    (eventId: string | null) => {
      const params = new URLSearchParams(query);
      params.delete(eventParam);
      if (eventId !== null) params.set(eventParam, eventId);
      const step = eventId !== null && openId !== null;
      window.history[step ? "replaceState" : "pushState"](null, "", addressOf(path, params));
    },
    [path, query, openId],
  );

  return { filter, own, faults: parsed.ok ? null : parsed.errors, openId, setFilter, openEvent };
}

const nothing: TimelineFilter = {};

function addressOf(path: string, params: URLSearchParams): string {
  return params.size === 0 ? path : `${path}?${params}`;
}
