"use client";

import { type PointerEvent, useState } from "react";
import { pointAt } from "./pointed-moment";
import type { TimeRange } from "./time-range";

// A hand that clicks moves a little.
const dragPxMin = 4;

type PointerSpanOptions = {
  range: TimeRange;
  /** What the pointer chose by dragging; without it nothing is dragged. */
  onSpan?: ((span: TimeRange) => void) | undefined;
  onPick?: ((momentMs: number) => void) | undefined;
};

export type PointerSpan = ReturnType<typeof usePointerSpan>;

/** Follows the pointer over a chart: where it is, for all charts of the page, and the span that it drags over. */
export function usePointerSpan({ range, onSpan, onPick }: PointerSpanOptions) {
  const [momentMs, setMomentMs] = useState<number | null>(null);
  const [drag, setDrag] = useState<{ originX: number; originMs: number; isWide: boolean } | null>(null);

  const momentOf = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
    return range.fromMs + share * (range.toMs - range.fromMs);
  };
  const leave = () => {
    setMomentMs(null);
    setDrag(null);
    pointAt(null);
  };

  return {
    momentMs,
    /** What the pointer is for here, as a class. */
    use: onSpan ? "zooms" : onPick ? "picks" : undefined,
    span: onSpan && drag?.isWide && momentMs !== null ? ordered(drag.originMs, momentMs) : null,
    handlers: {
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const moment = momentOf(event);
        setMomentMs(moment);
        pointAt(moment);
        if (drag && !drag.isWide && Math.abs(event.clientX - drag.originX) >= dragPxMin)
          setDrag({ ...drag, isWide: true });
      },
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0 || (!onSpan && !onPick)) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const moment = momentOf(event);
        setMomentMs(moment);
        setDrag({ originX: event.clientX, originMs: moment, isWide: false });
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        if (!drag) return;
        setDrag(null);
        if (drag.isWide) onSpan?.(ordered(drag.originMs, momentOf(event)));
        else onPick?.(drag.originMs);
      },
      onPointerLeave: () => !drag && leave(),
      onPointerCancel: leave,
    },
  };
}

function ordered(oneMs: number, otherMs: number): TimeRange {
  return { fromMs: Math.min(oneMs, otherMs), toMs: Math.max(oneMs, otherMs) };
}
