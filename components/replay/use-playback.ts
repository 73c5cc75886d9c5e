import { parseAsBoolean, parseAsIsoDateTime, parseAsNumberLiteral, useQueryStates } from "nuqs";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { createPlayhead } from "@/components/lanes/playhead";
import { useMedia } from "@/lib/browser/use-media";
import { playOn } from "./play-on";
import type { ReplayMark } from "./replay-marks";

export const speeds = [1, 4, 10, 30, 100] as const;
export type Speed = (typeof speeds)[number];

/** Longer than this between two frames, and the page was away, or too busy to have shown what it would now jump over. */
const elapsedMaxMs = 500;
/** With reduced motion nothing glides: the playhead goes from mark to mark, and rests at each. */
const restMs = 1_500;

const parsers = {
  at: parseAsIsoDateTime,
  speed: parseAsNumberLiteral(speeds).withDefault(10),
  skip: parseAsBoolean.withDefault(true),
};

type Played = { instants: readonly number[]; marks: readonly ReplayMark[] };

/**
 * Where a session is looked at, null for all of it, and how it is played. The address holds where the playhead rests, the
 * speed, and whether silences are skipped; while it plays, the playhead moves with each frame and React hears of its steps.
 */
export function usePlayback({ instants, marks }: Played) {
  const [held, setHeld] = useQueryStates(parsers, { history: "replace" });
  const { speed, skip } = held;
  const heldMs = held.at?.getTime() ?? null;
  const [playhead] = useState(() => createPlayhead(heldMs));
  useLayoutEffect(() => playhead.rest(heldMs), [playhead, heldMs]);
  const [isPlaying, setPlaying] = useState(false);
  const isCalm = useMedia("(prefers-reduced-motion: reduce)");
  const [start, end] = [instants[0] ?? 0, instants.at(-1) ?? 0];
  const now = useRef({ instants, marks, speed, skips: skip });
  useEffect(() => {
    now.current = { instants, marks, speed, skips: skip };
  });

  const rest = useCallback(
    (ms: number | null) => {
      const at = ms === null ? null : Math.round(ms);
      setPlaying(false);
      playhead.rest(at);
      void setHeld({ at: at === null ? null : new Date(at) });
    },
    [playhead, setHeld],
  );
  const toggle = useCallback(() => {
    const from = playhead.at();
    if (isPlaying) rest(from);
    else {
      playhead.rest(from === null || from >= end ? start : from);
      setPlaying(true);
    }
  }, [isPlaying, playhead, rest, start, end]);

  useEffect(() => {
    if (!isPlaying) return;
    if (isCalm) {
      const timer = setInterval(() => {
        const next = now.current.marks.find(({ at }) => at > (playhead.at() ?? start))?.at ?? end;
        if (next >= end) rest(end);
        else playhead.rest(next);
      }, restMs);
      return () => clearInterval(timer);
    }
    let before = performance.now();
    let frame = requestAnimationFrame(function play(time) {
      const elapsedMs = Math.min(elapsedMaxMs, Math.max(0, time - before));
      before = time;
      const next = playOn(playhead.at() ?? start, { ...now.current, elapsedMs });
      if (next >= end) return rest(end);
      playhead.move(next, time);
      frame = requestAnimationFrame(play);
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, isCalm, playhead, start, end, rest]);

  /** To the mark before or after; without one to the beginning or the end. */
  const stepMark = useCallback(
    (by: 1 | -1) => {
      const from = playhead.at() ?? (by === 1 ? start - 1 : end + 1);
      const found =
        by === 1
          ? now.current.marks.find((mark) => mark.at > from)
          : now.current.marks.findLast((mark) => mark.at < from);
      rest(found?.at ?? (by === 1 ? end : start));
    },
    [playhead, start, end, rest],
  );

  return {
    playhead,
    isPlaying,
    speed,
    skip,
    toggle,
    seek: rest,
    stepMark,
    setSpeed: (next: Speed) => void setHeld({ speed: next }),
    setSkip: (next: boolean) => void setHeld({ skip: next }),
  };
}

export type Playback = ReturnType<typeof usePlayback>;
