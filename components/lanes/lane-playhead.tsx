import clsx from "clsx";
import { useLayoutEffect, useRef } from "react";
import { edgeOf, type LaneRange, shareOf } from "./lane";
import { clockOf } from "./lane-track";
import type { Playhead } from "./playhead";

type LanePlayheadProps = { playhead: Playhead; range: LaneRange; zone: string };

/**
 * The moment of a replay over all lanes, and what comes after it faded. It moves by a transform of its own layer, and nothing
 * below it is drawn anew: React hears nothing of it.
 */
export function LanePlayhead({ playhead, range, zone }: LanePlayheadProps) {
  const after = useRef<HTMLSpanElement>(null);
  const flag = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const move = () => {
      const at = playhead.at();
      if (at !== null && after.current)
        after.current.style.transform = `translateX(${(shareOf(at, range) * 100).toFixed(3)}%)`;
    };
    const step = () => {
      const at = playhead.step();
      if (after.current) after.current.hidden = at === null;
      if (at === null || !flag.current) return;
      flag.current.className = clsx("flag", edgeOf(shareOf(at, range)));
      flag.current.textContent = clockOf(at, zone);
    };
    move();
    step();
    const stops = [playhead.onMove(move), playhead.onStep(step)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [playhead, range, zone]);
  return (
    <span ref={after} className="after" hidden>
      <span ref={flag} className="flag" />
    </span>
  );
}
