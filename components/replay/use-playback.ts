import { parseAsBoolean, parseAsIsoDateTime, parseAsNumberLiteral, useQueryStates } from "nuqs";
import { useCallback, useEffect, useRef, useState } from "react";
import { useMedia } from "@/lib/browser/use-media";
import { playOn } from "./play-on";
import type { ReplayMark } from "./replay-marks";

export const speeds = [1, 4, 10, 30, 100] as const;
export type Speed = (typeof speeds)[number];

/** Pictures a second while it plays: enough for the eye, and the rows need not be laid out more often. */
const frameMs = 60;
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
 * speed, and whether silences are skipped.
 */
export function usePlayback({ instants, marks }: Played) {
  const [held, setHeld] = useQueryStates(parsers, { history: "replace" });
  const { speed, skip } = held;
  const [moving, setMoving] = useState<number | null>(null);
  const [isPlaying, setPlaying] = useState(false);
  const isCalm = useMedia("(prefers-reduced-motion: reduce)");
  const [start, end] = [instants[0] ?? 0, instants.at(-1) ?? 0];
  const at = isPlaying ? moving : (held.at?.getTime() ?? null);
  const now = useRef({ at, instants, marks, speed, skip });
  useEffect(() => {
    now.current = { at, instants, marks, speed, skip };
  });

  const rest = useCallback(
    (ms: number | null) => {
      setPlaying(false);
      void setHeld({ at: ms === null ? null : new Date(Math.round(ms)) });
    },
    [setHeld],
  );
  const play = useCallback(() => {
    const from = now.current.at;
    setMoving(from === null || from >= end ? start : from);
    setPlaying(true);
  }, [start, end]);

  useEffect(() => {
    if (!isPlaying) return;
    let before = performance.now();
    const timer = setInterval(
      () => {
        const { at: from, ...playing } = now.current;
        const time = performance.now();
        const next = isCalm
          ? (playing.marks.find((mark) => mark.at > (from ?? start))?.at ?? end)
          : playOn(from ?? start, {
              elapsedMs: time - before,
              speed: playing.speed,
              skips: playing.skip,
              instants: playing.instants,
            });
        before = time;
        if (next >= end) rest(end);
        else setMoving(next);
      },
      isCalm ? restMs : frameMs,
    );
    return () => clearInterval(timer);
  }, [isPlaying, isCalm, start, end, rest]);

  /** To the mark before or after; without one to the beginning or the end. */
  const stepMark = useCallback(
    (by: 1 | -1) => {
      const from = now.current.at ?? (by === 1 ? start - 1 : end + 1);
      const found =
        by === 1
          ? now.current.marks.find((mark) => mark.at > from)
          : now.current.marks.findLast((mark) => mark.at < from);
      rest(found?.at ?? (by === 1 ? end : start));
    },
    [start, end, rest],
  );

  return {
    at,
    isPlaying,
    speed,
    skip,
    toggle: () => (isPlaying ? rest(at) : play()),
    seek: rest,
    stepMark,
    setSpeed: (next: Speed) => void setHeld({ speed: next }),
    setSkip: (next: boolean) => void setHeld({ skip: next }),
  };
}

export type Playback = ReturnType<typeof usePlayback>;
