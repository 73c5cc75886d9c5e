"use client";

import { useNow } from "@/lib/browser/use-now";
import { ageWords } from "./age-words";
import { formatInstant } from "./format-instant";
import { useViewerZone } from "./use-viewer-zone";

/** How long ago a moment was, which goes on growing; the exact one on hover. A dash until the browser's clock is known. */
export function Age({ time }: { time: string }) {
  const zone = useViewerZone();
  const nowMs = useNow(1_000);
  return (
    <time dateTime={time} title={`${formatInstant(time, zone)} ${zone} (${time})`}>
      {nowMs === null ? "–" : agoWords(nowMs - Date.parse(time))}
    </time>
  );
}

const agoWords = (ms: number) => (ms < 1_000 ? "now" : ageWords(ms));
