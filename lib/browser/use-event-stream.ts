import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { fixTimes, formatFilter, parseFilter } from "../timeline/filter";
import { closeHole, countWaiting, type HeldEvents, holdEvents, nothingHeld } from "../timeline/held-events";
import { compileFilter } from "../timeline/match-filter";
import { countNewerThan } from "../timeline/merge";
import type { Marker } from "../timeline/rows";
import { type EventSelection, filterOf } from "./event-selection";
import { feedOf } from "./feed";
import { FeedReader } from "./feed-reader";
import { browserPlatform } from "./stream-platform";
import type { StreamReset, StreamState } from "./stream-state";
import { useSharedStreams } from "./streams-of-person";
import { timelineKey } from "./timeline-query";

/** How many live events a component holds unless it says otherwise. */
export const maxEventsDefault = 5_000;

export type EventStreamProps = EventSelection & {
  /**
   * Everything after it comes, in order and once; null waits. `latest` and `earliest` are asked for once: under another
   * filter the stream begins again after the same event, so that nothing since then is missing.
   */
  cursor?: number | "latest" | "earliest" | null | undefined;
  /** Of more than these only the newest are held; the rest is in the log. */
  maxEvents?: number | undefined;
  /** Nothing above it is among `events`; for a component that decides itself what may be shown, instead of `pause`. */
  ceiling?: number | null | undefined;
};

type Live = { reading: string; held: HeldEvents; markers: readonly Marker[]; connection: StreamState };

/** What came since `cursor` under a filter, newest first, as long as the component lives. */
export function useEventStream({
  cursor = "latest",
  maxEvents = maxEventsDefault,
  ceiling,
  ...props
}: EventStreamProps) {
  const { workspace } = props;
  const written = formatFilter(filterOf(props)).toString();
  const reading = `${workspace}?${written}#${cursor}`;
  const [live, setLive] = useState<Live>(() => blank(reading));
  const [paused, setPaused] = useState<number | null>(null);
  const reader = useRef<FeedReader | null>(null);
  const start = useRef<{ of: string; cursor: number | null }>({ of: "", cursor: null });
  const streams = useSharedStreams();
  const queryClient = useQueryClient();
  const bounds = { max: maxEvents, ceiling: ceiling === undefined ? paused : ceiling };
  const newestBounds = useRef(bounds);
  useLayoutEffect(() => {
    newestBounds.current = bounds;
  });

  useEffect(() => {
    if (cursor === null) return;
    const { since, until, ...filter } = readFilter(written);
    const times = { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
    const isInTime = compileFilter(fixTimes(times, Date.now()));
    const asked = `${workspace}#${cursor}`;
    const known = start.current.of === asked ? start.current.cursor : null;
    const update = (change: (live: Live) => Partial<Live>) =>
      setLive((before) => {
        const now = before.reading === reading ? before : blank(reading);
        return { ...now, ...change(now) };
      });
    const mark = (marker: Marker) => update(({ markers }) => ({ markers: [...markers, marker] }));
    const opened = new FeedReader({
      feed: feedOf(workspace, filter),
      cursor: known ?? cursor,
      streams: streams(),
      platform: browserPlatform,
      onEvents(events) {
        const fitting = events.filter(isInTime).reverse();
        if (fitting.length > 0) update(({ held }) => ({ held: holdEvents(held, fitting, newestBounds.current) }));
      },
      onState: (connection) => update(() => ({ connection })),
      onReconnected: ({ from, ...rest }) => mark({ kind: "reconnected", cursor: from, at: Date.now(), ...rest }),
      onGap: (gap) => mark({ kind: "gap", cursor: gap.got - 1, at: Date.now(), ...gap }),
      onReset(reset) {
        if (reset.reason === "expired") return mark(resetMarker(reset));
        // Another log, or a shorter one: nothing that is held may stand.
        update(() => ({ held: nothingHeld }));
        void queryClient.resetQueries({ queryKey: timelineKey(workspace) });
      },
    });
    reader.current = opened;
    return () => {
      start.current = { of: asked, cursor: opened.start };
      opened.close();
    };
  }, [workspace, written, cursor, reading, streams, queryClient]);

  const { held: all, markers, connection } = live.reading === reading ? live : blank(reading);
  const held = useMemo(() => closeHole(all, bounds.ceiling), [all, bounds.ceiling]);
  const above = bounds.ceiling === null ? 0 : countNewerThan(held.events, bounds.ceiling);
  const begun = typeof cursor === "number" ? cursor : 0;
  const newest = held.events[0]?.cursor ?? (held.below ? held.below.cursor - 1 : begun);
  // biome-ignore lint/correctness/useExhaustiveDependencies: below the ceiling the list stands still, and then it stays the same object.
  const events = useMemo(() => held.events.slice(above), [held.events.length - above, held.events[above], held.below]);

  const reconnect = useCallback(() => reader.current?.reconnect(), []);
  const pause = useCallback(() => setPaused(newest), [newest]);
  const resume = useCallback(() => setPaused(null), []);
  const clear = useCallback(() => {
    const below = { cursor: newest + 1, by: "clearing" } as const;
    setLive((now) => ({ ...now, held: { events: [], below, hole: null }, markers: noMarkers }));
  }, [newest]);

  return {
    events,
    /** Events above the ceiling, or that came since `pause()`: counted, however many. */
    waiting: countWaiting(held, bounds.ceiling),
    /** Where older events were let go of; null while all since `cursor` are held. */
    below: held.below,
    /** The newest cursor that has come, shown or not. */
    newest,
    markers,
    connection,
    replay: connection.kind === "catching-up" ? { left: connection.left, of: connection.of } : null,
    error: troubleOf(connection),
    reconnect,
    clear,
    pause,
    resume,
  };
}

const noMarkers: readonly Marker[] = [];
const connecting: StreamState = { kind: "connecting" };

function blank(reading: string): Live {
  return { reading, held: nothingHeld, markers: noMarkers, connection: connecting };
}

function readFilter(written: string) {
  const parsed = parseFilter(new URLSearchParams(written));
  if (!parsed.ok) throw new TypeError(`Not a filter: ${written}`);
  return parsed.filter;
}

function resetMarker({ requested, floor }: StreamReset): Marker {
  return { kind: "reset", cursor: floor - 1, at: Date.now(), requested, floor };
}

/** What keeps events from coming, as a sentence; null while they come. */
function troubleOf({ kind }: StreamState): string | null {
  if (kind === "signed-out") return "The login has ended. What is shown here stays; log in to go on.";
  if (kind === "gone") return "This workspace is gone, or no longer yours to see.";
  return kind === "reconnecting" ? "The server can't be reached just now; it is tried again." : null;
}
