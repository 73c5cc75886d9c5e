import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { formatFilter, parseFilter, type TimelineFilter } from "@/lib/timeline/filter";
import { type PageParam, pageParams } from "@/lib/timeline/page-params";

type Foresee = (filter: TimelineFilter, at: string | null) => void;

/**
 * The address is the state: the filter, in the one filter language, and what `pageParams` names besides it. `fixed`
 * narrows the filter further without standing in the address. `foresee` hears of another filter before the page does.
 */
export function useTimelineAddress(fixed: TimelineFilter, foresee?: Foresee) {
  const search = useSearchParams();
  const path = usePathname();
  const query = search.toString();
  const parsed = useMemo(() => parseFilter(new URLSearchParams(query), { besides: pageParams }), [query]);
  const chosen = parsed.ok ? parsed.filter : nothing;
  // The same filter stays the same object while only the open event changes: the stream must not begin anew for it.
  const written = formatFilter(chosen).toString();
  const own = useMemo(() => {
    const again = parseFilter(new URLSearchParams(written));
    return again.ok ? again.filter : nothing;
  }, [written]);
  const filter = useMemo(() => ({ ...own, ...fixed }), [own, fixed]);
  const openId = search.get("event") || null;
  const told = search.get("at") || null;
  const at = told !== null && /^[1-9]\d{0,14}$/.test(told) ? Number(told) : null;
  const faults = parsed.ok ? [] : [...parsed.errors];
  if (told !== null && at === null) faults.push({ path: "at", message: "A cursor: a whole number from 1 on." });

  /**
   * Goes where the filter is another one; what else the address holds stays, but for what is given anew. `step` leaves
   * no trail in the history.
   */
  const setFilter = useCallback(
    (next: TimelineFilter, besides: PageChange = {}, { step = false }: { step?: boolean } = {}) => {
      const params = formatFilter(next);
      const held = new URLSearchParams(query);
      for (const name of pageParams) {
        const value = name in besides ? besides[name] : held.get(name);
        if (value !== null && value !== undefined) params.set(name, value);
      }
      foresee?.({ ...next, ...fixed }, params.get("at"));
      window.history[step ? "replaceState" : "pushState"](null, "", addressOf(path, params));
    },
    [path, query, fixed, foresee],
  );

  /** Changes what stands beside the filter. `step` leaves no trail in the history. */
  const setPage = useCallback(
    (change: PageChange, { step = false }: { step?: boolean } = {}) => {
      const params = new URLSearchParams(query);
      for (const [name, value] of Object.entries(change)) {
        params.delete(name);
        if (value !== null) params.set(name, value);
      }
      window.history[step ? "replaceState" : "pushState"](null, "", addressOf(path, params));
    },
    [path, query],
  );

  /** Stepping from one open event to the next leaves no trail in the history; opening and closing does. */
  const openEvent = useCallback(
    (eventId: string | null) =>
      setPage(eventId === null ? { event: null, tab: null } : { event: eventId }, {
        step: eventId !== null && openId !== null,
      }),
    [setPage, openId],
  );

  return {
    filter,
    own,
    faults: faults.length === 0 ? null : faults,
    /** The cursor that was jumped to. */
    at,
    openId,
    page: search as Pick<URLSearchParams, "get">,
    setFilter,
    setPage,
    openEvent,
  };
}

type PageChange = { readonly [name in PageParam]?: string | null };

const nothing: TimelineFilter = {};

function addressOf(path: string, params: URLSearchParams): string {
  return params.size === 0 ? path : `${path}?${params}`;
}
