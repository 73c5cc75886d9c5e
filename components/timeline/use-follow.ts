import { useCallback, useRef, useState } from "react";
import type { TimelineFilter } from "@/lib/timeline/filter";
import type { Marker } from "@/lib/timeline/rows";

export type Hold = { cursor: number; at: number };

type PausedMarker = Extract<Marker, { kind: "paused" }>;

/**
 * Which events may be on the screen. Nothing above `ceiling` is shown while the person has paused, or is reading: the
 * pointer over the list, or the list scrolled away from its top. Rows never move under a reader. What was missed in a
 * pause is marked only under the filter that was paused.
 */
export function useFollow(filter: TimelineFilter) {
  const newest = useRef(0);
  const reading = useRef({ pointer: false, away: false });
  const [pause, setPause] = useState<Hold | null>(null);
  const [hold, setHold] = useState<Hold | null>(null);
  const [lastPause, setLastPause] = useState<{ filter: TimelineFilter; marker: PausedMarker } | null>(null);

  const setReading = useCallback((change: { pointer?: boolean; away?: boolean }) => {
    Object.assign(reading.current, change);
    const isReading = reading.current.pointer || reading.current.away;
    setHold((held) => (isReading ? (held ?? holdAt(newest.current)) : null));
  }, []);

  /** Shows everything and, paused or not, follows from here on. */
  const show = useCallback(() => {
    reading.current.away = false;
    setHold(reading.current.pointer ? holdAt(newest.current) : null);
    setPause(null);
    if (pause && newest.current > pause.cursor) setLastPause({ filter, marker: { kind: "paused", ...pause } });
  }, [pause, filter]);

  const togglePause = useCallback(() => {
    if (pause) show();
    else setPause(hold ?? holdAt(newest.current));
  }, [pause, hold, show]);

  /** The newest cursor there is, shown or not: where a pause that begins now holds. */
  const tellNewest = useCallback((cursor: number) => {
    newest.current = cursor;
  }, []);

  return {
    tellNewest,
    ceiling: (pause ?? hold)?.cursor ?? null,
    pause,
    lastPause: lastPause?.filter === filter ? lastPause.marker : null,
    setReading,
    togglePause,
    show,
  };
}

function holdAt(cursor: number): Hold {
  return { cursor, at: Date.now() };
}
