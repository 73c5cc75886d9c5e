import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { AgentEvent } from "../contract/event";
import { fixTimes, formatFilter, type TimelineFilter } from "../timeline/filter";
import { compileFilter } from "../timeline/match-filter";
import type { Marker } from "../timeline/rows";
import { EventStream, type StreamReset, type StreamState } from "./event-stream";
import { inWorkspace } from "./in-workspace";
import { probeAccess } from "./probe-access";
import { browserPlatform } from "./stream-platform";
import { timelineQuery } from "./timeline-query";

type Live = { reading: string; events: readonly AgentEvent[]; markers: readonly Marker[]; connection: StreamState };

/**
 * What came since `cursor` under a filter, newest first, as long as the component lives; nothing while `cursor` is
 * null. `filter` is to be the same object between renderings, or the stream begins anew.
 */
export function useEventStream({
  workspace,
  filter,
  cursor,
}: {
  workspace: string;
  filter: TimelineFilter;
  cursor: number | null;
}) {
  const reading = `${workspace}?${formatFilter(filter)}#${cursor}`;
  const [held, setHeld] = useState<Live>(() => blank(reading));
  const stream = useRef<EventStream | null>(null);
  const queryClient = useQueryClient();

  useEffect(() => {
    if (cursor === null) return;
    const { since, until, ...rest } = filter;
    const params = formatFilter(rest);
    const times = { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
    const isInTime = compileFilter(fixTimes(times, Date.now()));
    const update = (change: (live: Live) => Partial<Live>) =>
      setHeld((before) => {
        const live = before.reading === reading ? before : blank(reading);
        return { ...live, ...change(live) };
      });
    const mark = (marker: Marker) => update(({ markers }) => ({ markers: [...markers, marker] }));

    const opened = new EventStream({
      addressAfter(after) {
        params.set("cursor", String(after));
        return inWorkspace(`/api/v1/events/stream?${params}`, workspace);
      },
      cursor,
      platform: browserPlatform,
      probe: () => probeAccess(workspace),
      onEvents(events) {
        const fitting = events.filter(isInTime).reverse();
        if (fitting.length > 0) update((live) => ({ events: [...fitting, ...live.events] }));
      },
      onState: (connection) => update(() => ({ connection })),
      onReconnected: ({ from, ...rest }) => mark({ kind: "reconnected", cursor: from, at: Date.now(), ...rest }),
      onGap: (gap) => mark({ kind: "gap", cursor: gap.got - 1, at: Date.now(), ...gap }),
      onReset(reset) {
        if (reset.reason === "expired") mark(resetMarker(reset));
        // Another log, or a shorter one: nothing that is held may stand.
        else void queryClient.resetQueries({ queryKey: timelineQuery(workspace, filter).queryKey });
      },
    });
    stream.current = opened;
    return () => opened.close();
  }, [workspace, filter, cursor, reading, queryClient]);

  const reconnect = useCallback(() => stream.current?.reconnect(), []);
  const { events, markers, connection } = held.reading === reading ? held : blank(reading);
  return { events, markers, connection, reconnect };
}

const nothing: readonly never[] = [];
const connecting: StreamState = { kind: "connecting" };

function blank(reading: string): Live {
  return { reading, events: nothing, markers: nothing, connection: connecting };
}

function resetMarker({ requested, floor }: StreamReset): Marker {
  return { kind: "reset", cursor: floor - 1, at: Date.now(), requested, floor };
}
