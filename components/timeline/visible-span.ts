import { useSyncExternalStore } from "react";
import type { TimeRange } from "@/components/charts/time-range";
import type { Row } from "@/lib/timeline/rows";

/** The chart above need not redraw with each frame of scrolling. */
const restMs = 100;

export type VisibleSpan = ReturnType<typeof createVisibleSpan>;

/** The time that the rows in view span: told by the list, heard by the chart, without a word to what stands between. */
export function createVisibleSpan() {
  let span: TimeRange | null = null;
  let _timer: ReturnType<typeof setTimeout> | null = null;
  const listeners = new Set<() => void>();
  const tell = () => {
    _timer = null;
    for (const listener of listeners) listener();
  };
  return {
    show(rows: readonly Row[]) {
      const next = spanOf(rows);
      if (next?.fromMs === span?.fromMs && next?.toMs === span?.toMs) return;
      span = next;
      _timer ??= setTimeout(tell, restMs);
    },
    get: () => span,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

export function useVisibleSpan(visible: VisibleSpan): TimeRange | null {
  return useSyncExternalStore(visible.subscribe, visible.get, () => null);
}

function spanOf(rows: readonly Row[]): TimeRange | null {
  let span: TimeRange | null = null;
  for (const row of rows) {
    if (row.kind !== "event") continue;
    const ms = Date.parse(row.event.timestamp);
    span = span ? { fromMs: Math.min(span.fromMs, ms), toMs: Math.max(span.toMs, ms) } : { fromMs: ms, toMs: ms };
  }
  return span;
}
