"use client";

import { useNow } from "@/lib/browser/use-now";
import { formatDuration } from "@/lib/timeline/format-duration";
import { formatInstant } from "./format-instant";
import { useViewerZone } from "./use-viewer-zone";

/** How long ago a moment was, which goes on growing; the exact one on hover. A dash until the browser's clock is known. */
export function Age({ time }: { time: string }) {
  const zone = useViewerZone();
  const nowMs = useNow(1_000);
  return (
    <time dateTime={time} title={`${formatInstant(time, zone)} ${zone} (${time})`}>
      {nowMs === null ? "–" : ageWords(nowMs - Date.parse(time))}
    </time>
  );
}

/** Under a second is now: digits that flicker tell nobody anything. */
function ageWords(ms: number): string {
  return ms < 1_000 ? "now" : formatDuration(ms < 60_000 ? Math.floor(ms / 1_000) * 1_000 : ms);
}
