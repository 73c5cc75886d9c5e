"use client";

import { parseAsString, useQueryState } from "nuqs";
import { type ReactNode, useCallback, useMemo } from "react";
import type { Lane, LaneMark, LaneSpan } from "@/components/lanes/lane";
import { LaneLegend } from "@/components/lanes/lane-legend";
import { Swimlane } from "@/components/lanes/swimlane";
import { useSingleKeys } from "@/lib/browser/use-single-keys";
import type { AgentEvent } from "@/lib/contract/event";
import { instantOf } from "@/lib/timeline/agent-state";
import { AgentsAt } from "./agents-at";
import { replayMarks } from "./replay-marks";
import { ReplayRows } from "./replay-rows";
import { Scrubber } from "./scrubber";
import { sessionLanes } from "./session-lanes";
import { Transport } from "./transport";
import { usePlayback } from "./use-playback";

type SessionReplayProps = {
  workspace: string;
  /** In the order of the log. */
  events: readonly AgentEvent[];
  isOver: boolean;
  renderRow: (event: AgentEvent, row: { selected: boolean; onOpen: (event: AgentEvent) => void }) => ReactNode;
  renderDetail: (eventId: string, open: (event: AgentEvent | null) => void) => ReactNode;
};

/** A session to be played back: scrubber, lanes, rows and the agents' states share one playhead, which each follows by itself. */
export function SessionReplay({ workspace, events: logged, isOver, renderRow, renderDetail }: SessionReplayProps) {
  const events = useMemo(() => inTime(logged), [logged]);
  const instants = useMemo(() => events.map(instantOf), [events]);
  const marks = useMemo(() => replayMarks(events), [events]);
  const [start = 0, last = start] = [instants[0], instants.at(-1)];
  const range = useMemo(() => ({ start, end: Math.max(last, start + 1_000) }), [start, last]);
  const lanes = useMemo(
    () =>
      sessionLanes(events, {
        endMs: range.end,
        isOver,
        hrefOf: (id) => `/w/${workspace}/agents/${encodeURIComponent(id)}`,
      }),
    [events, range.end, isOver, workspace],
  );
  const playback = usePlayback({ instants, marks });
  const { playhead, seek, stepMark, toggle } = playback;
  const [openId, setOpenId] = useQueryState("event", parseAsString.withOptions({ history: "push" }));
  const open = useCallback((event: AgentEvent | null) => void setOpenId(event?.event_id ?? null), [setOpenId]);
  const pick = useCallback(
    (_lane: Lane, { id }: LaneSpan | LaneMark) => void setOpenId(id.split(" ")[0] ?? null),
    [setOpenId],
  );
  useSingleKeys(
    useCallback(
      (key, { onControl }) => {
        if (key === "[") return () => stepMark(-1);
        if (key === "]") return () => stepMark(1);
        if (key === "Escape") return () => open(null);
        return key === " " && !onControl ? toggle : null;
      },
      [stepMark, toggle, open],
    ),
  );
  return (
    <>
      <Transport playback={playback} range={range}>
        <LaneLegend />
      </Transport>
      <div className="stage">
        <Swimlane
          label="What each agent did"
          lanes={lanes}
          range={range}
          playhead={playhead}
          tall
          head={{
            label: "Events, errors",
            content: <Scrubber events={events} range={range} playhead={playhead} onSeek={seek} />,
          }}
          onPick={pick}
          onSeek={seek}
        />
      </div>
      <div className={openId === null ? "replay-below" : "replay-below opened"}>
        <ReplayRows
          events={events}
          instants={instants}
          playhead={playhead}
          openId={openId}
          renderRow={(event, selected) => renderRow(event, { selected, onOpen: open })}
        />
        <AgentsAt events={events} instants={instants} playhead={playhead} marks={marks} onSeek={seek} />
        {openId !== null && renderDetail(openId, open)}
      </div>
    </>
  );
}

/** In the order in which they happened; the log's where that is the same instant. */
function inTime(events: readonly AgentEvent[]): AgentEvent[] {
  return [...events].sort((a, b) => instantOf(a) - instantOf(b) || a.cursor - b.cursor);
}
